package im.redoubt.xml;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is inside an element: canonical bytes relative to the namespace of that element, and an index of the children.
 * Immutable and shared: forwarding a stanza to a hundred readers shares one copy.
 */
public final class XmlContent {
    private static final byte[] NO_BYTES = new byte[0];
    private static final int[] NO_CHILDREN = new int[0];

    private final String contextNamespace;
    private final byte[] bytes;
    // The start and the end of each child element.
    private final int[] index;

    private XmlContent(String contextNamespace, byte[] bytes, int[] index) {
        this.contextNamespace = contextNamespace;
        this.bytes = bytes;
        this.index = index;
    }

    /** Returns content of bytes and an index that are known to be right and that nobody else holds. */
    static XmlContent canonical(String contextNamespace, byte[] bytes, int[] index) {
        return new XmlContent(contextNamespace, bytes, index);
    }

    /** Nothing inside. */
    public static XmlContent empty(String contextNamespace) {
        return new XmlContent(contextNamespace, NO_BYTES, NO_CHILDREN);
    }

    /** Returns the canonical content made of {@code children} inside an element of {@code contextNamespace}. */
    public static XmlContent of(String contextNamespace, List<Element> children) {
        return ofNodes(contextNamespace, children);
    }

    /** Returns the canonical content made of these nodes. */
    static XmlContent ofNodes(String contextNamespace, List<? extends XmlNode> nodes) {
        XmlBuffer out = new XmlBuffer();
        CanonicalWriter writer = new CanonicalWriter(out, contextNamespace);
        int[] index = new int[2 * nodes.size()];
        int marks = 0;
        for (XmlNode node : nodes) {
            if (node instanceof Element child) {
                index[marks++] = out.size();
                writer.element(child);
                index[marks++] = out.size();
            } else if (node instanceof XmlText text) {
                Escapes.text(text.value(), out);
            }
        }
        return new XmlContent(contextNamespace, out.toByteArray(), Arrays.copyOf(index, marks));
    }

    /**
     * Returns canonical content of text only.
     *
     * @throws XmlException if a character cannot be written
     */
    public static XmlContent ofText(String contextNamespace, String text) {
        XmlChecks.characters(text);
        XmlBuffer out = new XmlBuffer(text.length());
        Escapes.text(text, out);
        return new XmlContent(contextNamespace, out.toByteArray(), NO_CHILDREN);
    }

    /**
     * Reads canonical bytes back, for instance from the store. They are parsed and checked again.
     *
     * @throws XmlException if they are not canonical content
     */
    public static XmlContent read(String contextNamespace, byte[] canonical) {
        XmlBuffer document = new XmlBuffer(canonical.length + 64);
        XmlContent around = new XmlContent(contextNamespace, canonical, NO_CHILDREN);
        new CanonicalWriter(document, "").element(new XmlName(contextNamespace, "content"), List.of(), around);
        XmlParser parser = XmlParser.document(XmlLimits.STORED);
        ByteBuffer in = ByteBuffer.wrap(document.array(), 0, document.size());
        if (parser.next(in) instanceof XmlEvent.Complete complete && !in.hasRemaining()) {
            XmlContent content = complete.element().content();
            if (Arrays.equals(content.bytes, canonical)) {
                return content;
            }
        }
        throw new XmlException("bytes that are not canonical content");
    }

    /** Returns the namespace of the element that these bytes are inside of. */
    public String contextNamespace() {
        return contextNamespace;
    }

    /** Returns the number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** Returns the names of the child elements in order. */
    public List<XmlName> children() {
        CanonicalReader reader = new CanonicalReader(bytes);
        List<XmlName> names = new ArrayList<>(index.length / 2);
        for (int i = 0; i < index.length; i += 2) {
            names.add(reader.nameAt(index[i], contextNamespace));
        }
        return List.copyOf(names);
    }

    /** Returns the number of child elements. */
    public int childCount() {
        return index.length / 2;
    }

    /** Returns whether there is a child in this namespace. */
    public boolean hasChildIn(String namespace) {
        for (int i = 0; i < index.length; i += 2) {
            if (CanonicalReader.isIn(bytes, index[i], contextNamespace, namespace)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether there is a child of this name. */
    public boolean has(String namespace, String local) {
        return find(namespace, local) >= 0;
    }

    /** Builds the tree of the first child of this name. */
    public Optional<Element> first(String namespace, String local) {
        int found = find(namespace, local);
        return found < 0
                ? Optional.empty()
                : Optional.of(new CanonicalReader(bytes).elementAt(index[found], contextNamespace));
    }

    /** Builds the trees of all child elements. */
    public List<Element> elements() {
        CanonicalReader reader = new CanonicalReader(bytes);
        List<Element> elements = new ArrayList<>(index.length / 2);
        for (int i = 0; i < index.length; i += 2) {
            elements.add(reader.elementAt(index[i], contextNamespace));
        }
        return List.copyOf(elements);
    }

    /**
     * Returns the child elements of this name, each as it would be at the top: of what is inside them nothing is built, so that it
     * costs little to look at one thing in a large stanza.
     */
    public List<ParsedElement> parsed(String namespace, String local) {
        List<ParsedElement> found = new ArrayList<>(1);
        CanonicalReader reader = new CanonicalReader(bytes);
        for (int i = 0; i < index.length; i += 2) {
            if (CanonicalReader.isNamed(bytes, index[i], contextNamespace, namespace, local)) {
                found.add(reader.parsedAt(index[i], index[i + 1], contextNamespace));
            }
        }
        return List.copyOf(found);
    }

    /** Returns the character data directly inside, child elements left out. */
    public String text() {
        if (index.length == 0) {
            return CanonicalReader.characters(bytes, 0, bytes.length);
        }
        XmlBuffer text = new XmlBuffer(0);
        int from = 0;
        for (int i = 0; i < index.length; i += 2) {
            text.write(bytes, from, index[i] - from);
            from = index[i + 1];
        }
        text.write(bytes, from, bytes.length - from);
        return CanonicalReader.characters(text.array(), 0, text.size());
    }

    /** Returns this content without the children whose name matches. */
    public XmlContent without(Predicate<XmlName> unwanted) {
        CanonicalReader reader = new CanonicalReader(bytes);
        XmlBuffer out = new XmlBuffer(0);
        int[] kept = new int[index.length];
        int marks = 0;
        int from = 0;
        for (int i = 0; i < index.length; i += 2) {
            if (unwanted.test(reader.nameAt(index[i], contextNamespace))) {
                out.write(bytes, from, index[i] - from);
                from = index[i + 1];
            } else {
                kept[marks++] = out.size() + index[i] - from;
                kept[marks++] = out.size() + index[i + 1] - from;
            }
        }
        if (marks == index.length) {
            return this;
        }
        out.write(bytes, from, bytes.length - from);
        return new XmlContent(contextNamespace, out.toByteArray(), Arrays.copyOf(kept, marks));
    }

    /** Returns this content with {@code children} after it. */
    public XmlContent plus(Element... children) {
        XmlBuffer out = new XmlBuffer(bytes.length + 128 * children.length);
        writeTo(out);
        CanonicalWriter writer = new CanonicalWriter(out, contextNamespace);
        int[] more = Arrays.copyOf(index, index.length + 2 * children.length);
        int marks = index.length;
        for (Element child : children) {
            more[marks++] = out.size();
            writer.element(child);
            more[marks++] = out.size();
        }
        return new XmlContent(contextNamespace, out.toByteArray(), more);
    }

    /** Appends the canonical bytes. */
    public void writeTo(XmlSink sink) {
        sink.write(bytes, 0, bytes.length);
    }

    /** Returns a copy of the canonical bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Builds the nodes inside. */
    List<XmlNode> nodes() {
        return new CanonicalReader(bytes).nodes(0, bytes.length, contextNamespace);
    }

    /** Returns whether the other content has the same context and the same bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof XmlContent content
                && contextNamespace.equals(content.contextNamespace)
                && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * contextNamespace.hashCode() + Arrays.hashCode(bytes);
    }

    /** Returns how much is inside, and nothing of what it says. */
    @Override
    public String toString() {
        return bytes.length + " bytes inside " + contextNamespace;
    }

    private int find(String namespace, String local) {
        for (int i = 0; i < index.length; i += 2) {
            if (CanonicalReader.isNamed(bytes, index[i], contextNamespace, namespace, local)) {
                return i;
            }
        }
        return -1;
    }
}
