package im.redoubt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An immutable tree, for those who look inside. What cannot be written as XML cannot be built: names are NCNames, text and
 * values hold only characters that XML 1.0 allows, and no tree is deeper than {@link #MAX_DEPTH}, so that nothing that
 * walks it runs out of stack.
 */
public final class Element implements XmlNode {
    /** Elements on the longest way from the root to a leaf, both counted. */
    public static final int MAX_DEPTH = 512;

    private final XmlName name;
    private final List<XmlAttribute> attributes;
    // Never two texts side by side, never an empty one.
    private final List<XmlNode> nodes;
    private final int depth;

    private Element(XmlName name, List<XmlAttribute> attributes, List<? extends XmlNode> nodes) {
        this.name = name;
        this.attributes = List.copyOf(attributes);
        this.nodes = List.copyOf(nodes);
        int deepest = 0;
        for (XmlNode node : nodes) {
            deepest = node instanceof Element child ? Math.max(deepest, child.depth) : deepest;
        }
        this.depth = deepest + 1;
        if (depth > MAX_DEPTH) {
            throw new XmlException("elements nested too deep");
        }
    }

    /** Returns an element of parts that are known to be right. */
    static Element of(XmlName name, List<XmlAttribute> attributes, List<? extends XmlNode> nodes) {
        return new Element(name, attributes, nodes);
    }

    /**
     * Starts an element of this name.
     *
     * @throws XmlException if no element can have it
     */
    public static Builder named(String namespace, String local) {
        XmlName name = new XmlName(namespace, local);
        XmlChecks.element(name);
        return new Builder(name);
    }

    /** Returns the expanded name. */
    public XmlName name() {
        return name;
    }

    /** Returns whether the name is this one. */
    public boolean is(String namespace, String local) {
        return name.is(namespace, local);
    }

    /** Returns the attributes in order. */
    public List<XmlAttribute> attributes() {
        return attributes;
    }

    /** Returns the value of the attribute {@code local} in no namespace. */
    public Optional<String> attribute(String local) {
        return attribute("", local);
    }

    /** Returns {@code xml:lang}. */
    public Optional<String> lang() {
        return attribute(XmlName.XML_NAMESPACE, "lang");
    }

    /** Returns the nodes inside, in order. */
    public List<XmlNode> nodes() {
        return nodes;
    }

    /** Returns the child elements in order. */
    public List<Element> children() {
        List<Element> children = new ArrayList<>(nodes.size());
        for (XmlNode node : nodes) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return List.copyOf(children);
    }

    /** Returns the child elements of this name. */
    public List<Element> children(String namespace, String local) {
        List<Element> children = new ArrayList<>();
        for (XmlNode node : nodes) {
            if (node instanceof Element child && child.is(namespace, local)) {
                children.add(child);
            }
        }
        return List.copyOf(children);
    }

    /** Returns the first child element of this name. */
    public Optional<Element> first(String namespace, String local) {
        for (XmlNode node : nodes) {
            if (node instanceof Element child && child.is(namespace, local)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** Returns the character data directly inside. */
    public String text() {
        if (nodes.size() == 1 && nodes.get(0) instanceof XmlText only) {
            return only.value();
        }
        StringBuilder text = new StringBuilder();
        for (XmlNode node : nodes) {
            if (node instanceof XmlText part) {
                text.append(part.value());
            }
        }
        return text.toString();
    }

    /** Returns what is inside as canonical bytes. */
    public XmlContent toContent() {
        return XmlContent.ofNodes(name.namespace(), nodes);
    }

    /** Returns this element as a top-level element. */
    public ParsedElement toParsed() {
        return new ParsedElement(name, attributes, toContent());
    }

    /** Returns whether the other tree has equal expanded names, attributes in the same order, and equal nodes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Element element
                && depth == element.depth
                && name.equals(element.name)
                && attributes.equals(element.attributes)
                && nodes.equals(element.nodes);
    }

    @Override
    public int hashCode() {
        return (name.hashCode() * 31 + attributes.hashCode()) * 31 + nodes.hashCode();
    }

    /** Returns the canonical form with its own namespace declared, for logs and tests. */
    @Override
    public String toString() {
        XmlBuffer out = new XmlBuffer();
        new CanonicalWriter(out, "").element(this);
        return out.toString();
    }

    private Optional<String> attribute(String namespace, String local) {
        for (int i = 0; i < attributes.size(); i++) {
            XmlAttribute attribute = attributes.get(i);
            if (attribute.name().is(namespace, local)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    /** Builds an element; every method checks what it is given and throws {@link XmlException}. */
    public static final class Builder {
        private final XmlName name;
        private final List<XmlAttribute> attributes = new ArrayList<>(4);
        private final List<XmlNode> nodes = new ArrayList<>(4);

        Builder(XmlName name) {
            this.name = name;
        }

        /** Adds an attribute without namespace. */
        public Builder attribute(String local, String value) {
            return attribute(new XmlName("", local), value);
        }

        /** Adds an attribute without namespace if there is a value. */
        public Builder attribute(String local, Optional<String> value) {
            return value.isPresent() ? attribute(local, value.get()) : this;
        }

        /** Adds an attribute. */
        public Builder attribute(XmlName name, String value) {
            XmlChecks.attribute(name);
            XmlChecks.characters(value);
            for (XmlAttribute attribute : attributes) {
                if (attribute.name().equals(name)) {
                    throw new XmlException("two attributes of one name");
                }
            }
            attributes.add(new XmlAttribute(name, value));
            return this;
        }

        /** Adds text. */
        public Builder text(String text) {
            XmlChecks.characters(text);
            if (text.isEmpty()) {
                return this;
            }
            int last = nodes.size() - 1;
            if (last >= 0 && nodes.get(last) instanceof XmlText before) {
                nodes.set(last, new XmlText(before.value() + text));
            } else {
                nodes.add(new XmlText(text));
            }
            return this;
        }

        /** Adds a child. */
        public Builder child(Element child) {
            nodes.add(child);
            return this;
        }

        /** Adds a child that holds only text. */
        public Builder child(String namespace, String local, String text) {
            return child(named(namespace, local).text(text).build());
        }

        /** Adds children. */
        public Builder children(Iterable<Element> children) {
            for (Element child : children) {
                nodes.add(child);
            }
            return this;
        }

        /** Returns the element. */
        public Element build() {
            return new Element(name, attributes, nodes);
        }
    }
}
