package im.redoubt.testkit.stream;

import java.util.List;
import java.util.Map;

/**
 * An element as a tree of expanded names.
 *
 * @param name its name, as {@code {namespace}local}
 * @param attributes its attributes by name, {@code local} or {@code {namespace}local}; declarations left out
 * @param children the elements in it
 * @param text its own text, put together
 */
public record Tree(String name, Map<String, String> attributes, List<Tree> children, String text) {
    /** Copies the collections. */
    public Tree {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** Returns whether it has this expanded name. */
    public boolean is(String namespace, String local) {
        return name.equals("{" + namespace + "}" + local);
    }

    /** Returns the value of an attribute, empty if there is none. */
    public String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    /** Returns it in a form for people, with expanded names. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        print(text, "");
        return text.toString();
    }

    private void print(StringBuilder out, String indent) {
        out.append(indent).append('<').append(name);
        attributes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> out.append(' ')
                        .append(one.getKey())
                        .append("='")
                        .append(one.getValue())
                        .append('\''));
        out.append('>').append(text.strip());
        for (Tree child : children) {
            out.append('\n');
            child.print(out, indent + "  ");
        }
    }
}
