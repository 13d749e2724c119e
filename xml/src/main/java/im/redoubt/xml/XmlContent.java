package im.redoubt.xml;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is inside an element: canonical bytes relative to the namespace of that element, and an index of the children.
 * Immutable and shared: forwarding a stanza to a hundred readers shares one copy.
 */
public final class XmlContent {
    private static final byte[] NO_BYTES = new byte[0];
    private static final int[] NO_CHILDREN = new int[0];

    private final String contextNamespace;
    private final byte[] bytes;
    private final int from;
    private final int to;
    /** Found when first asked for in what was cut out of a larger stanza; a race finds the same twice, which does no harm. */
    private @Nullable Children children;

    /** Where each child element starts and ends in the array. */
    private static final class Children {
        private final int[] index;

        Children(int[] index) {
            this.index = index;
        }
    }

    private XmlContent(String contextNamespace, byte[] bytes, int[] index) {
        this.contextNamespace = contextNamespace;
        this.bytes = bytes;
        this.from = 0;
        this.to = bytes.length;
        this.children = new Children(index);
    }

    private XmlContent(String contextNamespace, byte[] bytes, int from, int to) {
        this.contextNamespace = contextNamespace;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** Returns content of bytes and an index that are known to be right and that nobody else holds. */
    static XmlContent canonical(String contextNamespace, byte[] bytes, int[] index) {
        return new XmlContent(contextNamespace, bytes, index);
    }

    /** Returns a part of canonical bytes as the content of an element in it; all of the bytes stay in memory with it. */
    static XmlContent part(String contextNamespace, byte[] bytes, int from, int to) {
        return new XmlContent(contextNamespace, bytes, from, to);
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
            if (Bytes.equal(content.bytes, content.from, content.to, canonical)) {
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
        return to - from;
    }

    /** Returns the names of the child elements in order. */
    public List<XmlName> children() {
        int[] index = index();
        CanonicalReader reader = new CanonicalReader(bytes);
        List<XmlName> names = new ArrayList<>(index.length / 2);
        for (int i = 0; i < index.length; i += 2) {
            names.add(reader.nameAt(index[i], contextNamespace));
        }
        return List.copyOf(names);
    }

    /** Returns the number of child elements. */
    public int childCount() {
        return index().length / 2;
    }

    /** Returns whether there is a child in this namespace. */
    public boolean hasChildIn(String namespace) {
        int[] index = index();
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
                : Optional.of(new CanonicalReader(bytes).elementAt(found, contextNamespace));
    }

    /** Builds the trees of all child elements. */
    public List<Element> elements() {
        int[] index = index();
        CanonicalReader reader = new CanonicalReader(bytes);
        List<Element> elements = new ArrayList<>(index.length / 2);
        for (int i = 0; i < index.length; i += 2) {
            elements.add(reader.elementAt(index[i], contextNamespace));
        }
        return List.copyOf(elements);
    }

    /**
     * Returns the child elements of this name, each as it would be at the top: of what is inside them nothing is built, so that it
     * costs little to look at one thing in a large stanza. Each holds the memory of the whole stanza.
     */
    public List<ParsedElement> parsed(String namespace, String local) {
        int first = find(namespace, local);
        if (first < 0) {
            return List.of();
        }
        XmlName name = new XmlName(namespace, local);
        int[] index = index();
        List<ParsedElement> found = new ArrayList<>(1);
        CanonicalReader reader = new CanonicalReader(bytes);
        for (int i = 0; i < index.length; i += 2) {
            if (index[i] >= first && CanonicalReader.isNamed(bytes, index[i], contextNamespace, namespace, local)) {
                found.add(reader.parsedAt(index[i], index[i + 1], name));
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** Returns the character data directly inside, child elements left out. */
    public String text() {
        int[] index = index();
        if (index.length == 0) {
            return CanonicalReader.characters(bytes, from, to);
        }
        XmlBuffer text = new XmlBuffer(0);
        int next = from;
        for (int i = 0; i < index.length; i += 2) {
            text.write(bytes, next, index[i] - next);
            next = index[i + 1];
        }
        text.write(bytes, next, to - next);
        return CanonicalReader.characters(text.array(), 0, text.size());
    }

    /** Returns this content without the children whose name matches. */
    public XmlContent without(Predicate<XmlName> unwanted) {
        int[] index = index();
        CanonicalReader reader = new CanonicalReader(bytes);
        XmlBuffer out = new XmlBuffer(0);
        int[] kept = new int[index.length];
        int marks = 0;
        int next = from;
        for (int i = 0; i < index.length; i += 2) {
            if (unwanted.test(reader.nameAt(index[i], contextNamespace))) {
                out.write(bytes, next, index[i] - next);
                next = index[i + 1];
            } else {
                kept[marks++] = out.size() + index[i] - next;
                kept[marks++] = out.size() + index[i + 1] - next;
            }
        }
        if (marks == index.length) {
            return this;
        }
        out.write(bytes, next, to - next);
        return new XmlContent(contextNamespace, out.toByteArray(), Arrays.copyOf(kept, marks));
    }

    /** Returns this content with {@code children} after it. */
    public XmlContent plus(Element... children) {
        XmlBuffer out = new XmlBuffer(size() + 128 * children.length);
        writeTo(out);
        CanonicalWriter writer = new CanonicalWriter(out, contextNamespace);
        int[] index = index();
        int[] more = Arrays.copyOf(index, index.length + 2 * children.length);
        int marks = 0;
        while (marks < index.length) {
            more[marks++] -= from;
        }
        for (Element child : children) {
            more[marks++] = out.size();
            writer.element(child);
            more[marks++] = out.size();
        }
        return new XmlContent(contextNamespace, out.toByteArray(), more);
    }

    /** Appends the canonical bytes. */
    public void writeTo(XmlSink sink) {
        sink.write(bytes, from, to - from);
    }

    /** Returns a copy of the canonical bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Builds the nodes inside. */
    List<XmlNode> nodes() {
        return new CanonicalReader(bytes).nodes(from, to, contextNamespace);
    }

    /** Returns whether the other content has the same context and the same bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof XmlContent content
                && contextNamespace.equals(content.contextNamespace)
                && Bytes.equal(bytes, from, to, content.bytes, content.from, content.to);
    }

    @Override
    public int hashCode() {
        int hash = contextNamespace.hashCode();
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** Returns how much is inside, and nothing of what it says. */
    @Override
    public String toString() {
        return size() + " bytes inside " + contextNamespace;
    }

    private int[] index() {
        Children known = children;
        if (known == null) {
            known = new Children(CanonicalReader.childrenOf(bytes, from, to));
            children = known;
        }
        return known.index;
    }

    /** Returns where the first child of this name starts, or -1. */
    private int find(String namespace, String local) {
        int[] index = index();
        for (int i = 0; i < index.length; i += 2) {
            if (CanonicalReader.isNamed(bytes, index[i], contextNamespace, namespace, local)) {
                return index[i];
            }
        }
        return -1;
    }
}
