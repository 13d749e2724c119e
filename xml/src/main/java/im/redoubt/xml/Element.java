package im.redoubt.xml;

import java.util.List;
import java.util.Optional;

/**
 * An immutable tree, for those who look inside. What cannot be written as XML cannot be built: names are NCNames, text and
 * values hold only characters that XML 1.0 allows.
 */
public final class Element implements XmlNode {
    /** Starts an element of this name. */
    public static Builder named(String namespace, String local) {
        throw new UnsupportedOperationException();
    }

    /** Returns the expanded name. */
    public XmlName name() {
        throw new UnsupportedOperationException();
    }

    /** Returns whether the name is this one. */
    public boolean is(String namespace, String local) {
        throw new UnsupportedOperationException();
    }

    /** Returns the attributes in order. */
    public List<XmlAttribute> attributes() {
        throw new UnsupportedOperationException();
    }

    /** Returns the value of the attribute {@code local} in no namespace. */
    public Optional<String> attribute(String local) {
        throw new UnsupportedOperationException();
    }

    /** Returns {@code xml:lang}. */
    public Optional<String> lang() {
        throw new UnsupportedOperationException();
    }

    /** Returns the nodes inside, in order. */
    public List<XmlNode> nodes() {
        throw new UnsupportedOperationException();
    }

    /** Returns the child elements in order. */
    public List<Element> children() {
        throw new UnsupportedOperationException();
    }

    /** Returns the child elements of this name. */
    public List<Element> children(String namespace, String local) {
        throw new UnsupportedOperationException();
    }

    /** Returns the first child element of this name. */
    public Optional<Element> first(String namespace, String local) {
        throw new UnsupportedOperationException();
    }

    /** Returns the character data directly inside. */
    public String text() {
        throw new UnsupportedOperationException();
    }

    /** Returns what is inside as canonical bytes. */
    public XmlContent toContent() {
        throw new UnsupportedOperationException();
    }

    /** Returns this element as a top-level element. */
    public ParsedElement toParsed() {
        throw new UnsupportedOperationException();
    }

    /** Returns the canonical form with its own namespace declared, for logs and tests. */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }

    /** Builds an element; every method checks what it is given and throws {@link XmlException}. */
    public static final class Builder {
        Builder() {}

        /** Adds an attribute without namespace. */
        public Builder attribute(String local, String value) {
            throw new UnsupportedOperationException();
        }

        /** Adds an attribute without namespace if there is a value. */
        public Builder attribute(String local, Optional<String> value) {
            throw new UnsupportedOperationException();
        }

        /** Adds an attribute. */
        public Builder attribute(XmlName name, String value) {
            throw new UnsupportedOperationException();
        }

        /** Adds text. */
        public Builder text(String text) {
            throw new UnsupportedOperationException();
        }

        /** Adds a child. */
        public Builder child(Element child) {
            throw new UnsupportedOperationException();
        }

        /** Adds a child that holds only text. */
        public Builder child(String namespace, String local, String text) {
            throw new UnsupportedOperationException();
        }

        /** Adds children. */
        public Builder children(Iterable<Element> children) {
            throw new UnsupportedOperationException();
        }

        /** Returns the element. */
        public Element build() {
            throw new UnsupportedOperationException();
        }
    }
}
