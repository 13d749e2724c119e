package im.redoubt.testkit.hostile;

import im.redoubt.testkit.stream.Tree;
import im.redoubt.testkit.stream.TreeReader;
import java.util.List;
import java.util.Map;

/** Trees as text again. */
final class Markup {
    private static final int MOST_APART = 100_000;

    private Markup() {}

    /** Writes an element with a declaration on each tag; its text goes before its children. */
    static String of(Tree tree) {
        StringBuilder text = new StringBuilder();
        write(tree, text);
        return text.toString();
    }

    /** Takes stanzas apart that are said in one breath; what cannot be read goes as it is. */
    static List<String> apart(String text) {
        if (text.length() > MOST_APART) {
            return List.of(text);
        }
        try {
            List<Tree> trees = TreeReader.read(text);
            return trees.size() < 2
                    ? List.of(text)
                    : trees.stream().map(Markup::of).toList();
        } catch (IllegalArgumentException hostile) {
            return List.of(text);
        }
    }

    /** Writes what is inside of an element. */
    static String inside(Tree tree) {
        StringBuilder text = new StringBuilder(escape(tree.text()));
        tree.children().forEach(child -> write(child, text));
        return text.toString();
    }

    private static void write(Tree tree, StringBuilder out) {
        out.append('<')
                .append(local(tree.name()))
                .append(" xmlns='")
                .append(namespace(tree.name()))
                .append('\'');
        int prefix = 0;
        for (Map.Entry<String, String> one : tree.attributes().entrySet()) {
            String namespace = namespace(one.getKey());
            String name = local(one.getKey());
            if (namespace.equals("http://www.w3.org/XML/1998/namespace")) {
                name = "xml:" + name;
            } else if (!namespace.isEmpty()) {
                prefix++;
                out.append(" xmlns:n")
                        .append(prefix)
                        .append("='")
                        .append(escape(namespace))
                        .append('\'');
                name = "n" + prefix + ":" + name;
            }
            out.append(' ')
                    .append(name)
                    .append("='")
                    .append(escape(one.getValue()))
                    .append('\'');
        }
        out.append('>')
                .append(inside(tree))
                .append("</")
                .append(local(tree.name()))
                .append('>');
    }

    private static String namespace(String name) {
        return name.startsWith("{") ? name.substring(1, name.indexOf('}')) : "";
    }

    private static String local(String name) {
        return name.substring(name.indexOf('}') + 1);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&apos;")
                .replace("\"", "&quot;")
                .replace("\t", "&#9;")
                .replace("\n", "&#10;")
                .replace("\r", "&#13;");
    }
}
