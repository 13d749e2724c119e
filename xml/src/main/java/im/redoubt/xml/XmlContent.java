package im.redoubt.xml;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is inside an element: canonical bytes relative to the namespace of that element, and an index of the children.
 * Immutable and shared: forwarding a stanza to a hundred readers shares one copy.
 */
public final class XmlContent {
    /** Nothing inside. */
    public static XmlContent empty(String contextNamespace) {
        throw new UnsupportedOperationException();
    }

    /** Returns the canonical content made of {@code children} inside an element of {@code contextNamespace}. */
    public static XmlContent of(String contextNamespace, List<Element> children) {
        throw new UnsupportedOperationException();
    }

    /** Returns canonical content of text only. */
    public static XmlContent ofText(String contextNamespace, String text) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads canonical bytes back, for instance from the store. They are parsed and checked again.
     *
     * @throws XmlException if they are not canonical content
     */
    public static XmlContent read(String contextNamespace, byte[] canonical) {
        throw new UnsupportedOperationException();
    }

    /** Returns the namespace of the element that these bytes are inside of. */
    public String contextNamespace() {
        throw new UnsupportedOperationException();
    }

    /** Returns the number of bytes. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /** Returns the names of the child elements in order. */
    public List<XmlName> children() {
        throw new UnsupportedOperationException();
    }

    /** Returns whether there is a child of this name. */
    public boolean has(String namespace, String local) {
        throw new UnsupportedOperationException();
    }

    /** Builds the tree of the first child of this name. */
    public Optional<Element> first(String namespace, String local) {
        throw new UnsupportedOperationException();
    }

    /** Builds the trees of all child elements. */
    public List<Element> elements() {
        throw new UnsupportedOperationException();
    }

    /** Returns the character data directly inside, child elements left out. */
    public String text() {
        throw new UnsupportedOperationException();
    }

    /** Returns this content without the children whose name matches. */
    public XmlContent without(Predicate<XmlName> unwanted) {
        throw new UnsupportedOperationException();
    }

    /** Returns this content with {@code child} after it. */
    public XmlContent plus(Element child) {
        throw new UnsupportedOperationException();
    }

    /** Appends the canonical bytes. */
    public void writeTo(XmlSink sink) {
        throw new UnsupportedOperationException();
    }

    /** Returns a copy of the canonical bytes. */
    public byte[] toByteArray() {
        throw new UnsupportedOperationException();
    }
}
