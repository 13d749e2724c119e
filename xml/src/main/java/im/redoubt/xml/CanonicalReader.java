package im.redoubt.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds trees from canonical bytes. Such bytes come from {@link XmlParser} or {@link CanonicalWriter} only, so nothing is
 * checked again; that there is one form of everything makes it short.
 */
final class CanonicalReader {
    private static final int NAMES = 64;
    private static final int[] NO_CHILDREN = new int[0];
    private static final String DECLARATION = " xmlns='";

    private final byte[] bytes;
    private int p;
    // Equal names in a tree are one object: a slot each by hash, the later one wins. Made for the first tree.
    private @Nullable XmlName @Nullable [] names;

    CanonicalReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the name of the element that begins at {@code at} inside an element of {@code parent}. */
    XmlName nameAt(int at, String parent) {
        p = at;
        int end = startOfElement();
        String local = KnownNames.string(bytes, at + 1, end);
        return new XmlName(declares(bytes, end) ? namespaceAt(end) : parent, local);
    }

    /** Returns whether the element that begins at {@code at} inside an element of {@code parent} has this name. */
    static boolean isNamed(byte[] bytes, int at, String parent, String namespace, String local) {
        Comparison name = compare(bytes, at + 1, local);
        int end = at + 1 + local.length();
        if (name == Comparison.UNEQUAL || (name == Comparison.EQUAL && !endsName(bytes[end]))) {
            return false;
        }
        if (name == Comparison.UNKNOWN) {
            return new CanonicalReader(bytes).nameAt(at, parent).is(namespace, local);
        }
        return declares(bytes, end) ? declares(bytes, end, namespace) : parent.equals(namespace);
    }

    /** Returns whether the element that begins at {@code at} inside an element of {@code parent} is in this namespace. */
    static boolean isIn(byte[] bytes, int at, String parent, String namespace) {
        int end = at + 1;
        while (!endsName(bytes[end])) {
            end++;
        }
        return declares(bytes, end) ? declares(bytes, end, namespace) : parent.equals(namespace);
    }

    private static boolean declares(byte[] bytes, int at, String namespace) {
        int value = at + DECLARATION.length();
        return switch (compare(bytes, value, namespace)) {
            case EQUAL -> bytes[value + namespace.length()] == '\'';
            case UNEQUAL -> false;
            case UNKNOWN -> new CanonicalReader(bytes).namespaceAt(at).equals(namespace);
        };
    }

    /** What a look at canonical bytes says of whether they begin with a word. */
    private enum Comparison {
        EQUAL,
        UNEQUAL,
        /** There are references or longer characters in them. */
        UNKNOWN
    }

    private static Comparison compare(byte[] bytes, int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            byte b = at + i < bytes.length ? bytes[at + i] : 0;
            if (b < 0 || b == '&') {
                return Comparison.UNKNOWN;
            }
            if (b != word.charAt(i)) {
                return Comparison.UNEQUAL;
            }
        }
        return Comparison.EQUAL;
    }

    private static boolean endsName(byte b) {
        return b == ' ' || b == '/' || b == '>';
    }

    /** Builds the element that begins at {@code at} inside an element of {@code parent}. */
    Element elementAt(int at, String parent) {
        p = at;
        return element(parent);
    }

    /** Reads the element of this name between two positions; what is inside stays where it is. */
    ParsedElement parsedAt(int at, int end, XmlName name) {
        p = at;
        int nameEnd = startOfElement();
        if (declares(bytes, nameEnd)) {
            p = nameEnd + DECLARATION.length();
            while (bytes[p++] != '\'') {
                // to behind the value
            }
        }
        List<XmlAttribute> attributes = attributes();
        XmlContent content = bytes[p] == '/'
                ? XmlContent.empty(name.namespace())
                : XmlContent.part(name.namespace(), bytes, p + 1, end - "</>".length() - (nameEnd - at - 1));
        return new ParsedElement(name, attributes, content);
    }

    /** Finds where each child element begins and ends. Canonically no name, value or text has a {@code <} or {@code >} in it. */
    static int[] childrenOf(byte[] bytes, int from, int to) {
        int[] index = NO_CHILDREN;
        int marks = 0;
        int depth = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] != '<') {
                continue;
            }
            int start = i;
            while (bytes[i] != '>') {
                i++;
            }
            boolean ends = bytes[start + 1] == '/';
            boolean empty = bytes[i - 1] == '/';
            if (marks + 2 > index.length) {
                index = Arrays.copyOf(index, marks + marks / 4 * 2 + 4);
            }
            if (depth == 0) {
                index[marks] = start;
            }
            depth += ends ? -1 : empty ? 0 : 1;
            if (depth == 0) {
                index[marks + 1] = i + 1;
                marks += 2;
            }
        }
        return marks == index.length ? index : Arrays.copyOf(index, marks);
    }

    /** Builds the nodes up to {@code end}, which stand inside an element of {@code parent}. */
    List<XmlNode> nodes(int from, int end, String parent) {
        p = from;
        return nodes(end, parent);
    }

    /** Returns the characters between two positions with references resolved. */
    static String characters(byte[] bytes, int from, int to) {
        int p = from;
        while (p < to && bytes[p] != '&') {
            p++;
        }
        if (p == to) {
            return KnownNames.string(bytes, from, to);
        }
        XmlBuffer out = new XmlBuffer(to - from);
        int start = from;
        while (p < to) {
            if (bytes[p] == '&') {
                out.write(bytes, start, p - start);
                out.write(referred(bytes[p + 1], bytes[p + 2], bytes[p + 3]));
                while (bytes[p] != ';') {
                    p++;
                }
                start = p + 1;
            }
            p++;
        }
        out.write(bytes, start, to - start);
        return out.toString();
    }

    private static int referred(byte first, byte second, byte third) {
        return switch (first) {
            case 'l' -> '<';
            case 'g' -> '>';
            case 'a' -> second == 'm' ? '&' : '\'';
            default -> Character.digit((char) third, 16);
        };
    }

    private Element element(String parent) {
        int start = p;
        int end = startOfElement();
        String local = KnownNames.string(bytes, start + 1, end);
        String namespace = parent;
        if (declares(bytes, end)) {
            namespace = namespaceAt(end);
        }
        XmlName name = name(namespace, local);
        List<XmlAttribute> attributes = attributes();
        if (bytes[p] == '/') {
            p += 2;
            return Element.of(name, attributes, List.of());
        }
        p++;
        List<XmlNode> nodes = nodes(bytes.length, namespace);
        p += "</".length() + (end - start - 1) + ">".length();
        return Element.of(name, attributes, nodes);
    }

    // Moves to the end of the element's name.
    private int startOfElement() {
        while (!endsName(bytes[p])) {
            p++;
        }
        return p;
    }

    private static boolean declares(byte[] bytes, int at) {
        return starts(bytes, at, DECLARATION);
    }

    // Moves behind the declaration at the position of its leading space.
    private String namespaceAt(int at) {
        p = at + DECLARATION.length();
        return value();
    }

    private List<XmlNode> nodes(int end, String parent) {
        if (atEnd(end)) {
            return List.of();
        }
        XmlNode first = node(end, parent);
        if (atEnd(end)) {
            return List.of(first);
        }
        List<XmlNode> nodes = new ArrayList<>();
        nodes.add(first);
        while (!atEnd(end)) {
            nodes.add(node(end, parent));
        }
        return nodes;
    }

    private boolean atEnd(int end) {
        return p >= end || (bytes[p] == '<' && bytes[p + 1] == '/');
    }

    private XmlNode node(int end, String parent) {
        if (bytes[p] == '<') {
            return element(parent);
        }
        int start = p;
        while (p < end && bytes[p] != '<') {
            p++;
        }
        return new XmlText(characters(bytes, start, p));
    }

    private List<XmlAttribute> attributes() {
        if (bytes[p] != ' ') {
            return List.of();
        }
        List<String> generated = List.of();
        List<XmlAttribute> attributes = new ArrayList<>(4);
        while (bytes[p] == ' ') {
            int start = ++p;
            int colon = -1;
            while (bytes[p] != '=') {
                colon = bytes[p] == ':' ? p : colon;
                p++;
            }
            int end = p;
            p += 2;
            String value = value();
            if (colon < 0) {
                attributes.add(new XmlAttribute(KnownNames.plain(bytes, start, end), value));
            } else if (starts(bytes, start, "xmlns:")) {
                generated = generated.isEmpty() ? new ArrayList<>(2) : generated;
                generated.add(value);
            } else {
                String local = KnownNames.string(bytes, colon + 1, end);
                attributes.add(new XmlAttribute(name(namespaceOf(start, colon, generated), local), value));
            }
        }
        return attributes;
    }

    private String namespaceOf(int start, int colon, List<String> generated) {
        if (bytes[start] == 'x') {
            return XmlName.XML_NAMESPACE;
        }
        return generated.get(
                Integer.parseInt(new String(bytes, start + 1, colon - start - 1, StandardCharsets.US_ASCII)));
    }

    // Reads up to the closing quote and moves behind it.
    private String value() {
        int start = p;
        boolean refers = false;
        while (bytes[p] != '\'') {
            refers = refers || bytes[p] == '&';
            p++;
        }
        int end = p++;
        return refers ? characters(bytes, start, end) : KnownNames.string(bytes, start, end);
    }

    private static boolean starts(byte[] bytes, int at, String word) {
        if (at + word.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private XmlName name(String namespace, String local) {
        if (names == null) {
            names = new XmlName[NAMES];
        }
        int slot = (namespace.hashCode() * 31 + local.hashCode()) & NAMES - 1;
        XmlName known = names[slot];
        if (known != null && known.is(namespace, local)) {
            return known;
        }
        XmlName name = new XmlName(namespace, local);
        names[slot] = name;
        return name;
    }
}
