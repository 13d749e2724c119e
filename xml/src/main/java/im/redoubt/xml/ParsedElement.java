package im.redoubt.xml;

import java.util.List;
import java.util.Optional;

/** A complete top-level element: its name and attributes, and what is inside as canonical bytes. */
public final class ParsedElement {
    private final XmlName name;
    private final List<XmlAttribute> attributes;
    private final XmlContent content;

    ParsedElement(XmlName name, List<XmlAttribute> attributes, XmlContent content) {
        this.name = name;
        this.attributes = List.copyOf(attributes);
        this.content = content;
    }

    /** Returns this element with other content. */
    ParsedElement with(XmlContent other) {
        return new ParsedElement(name, attributes, other);
    }

    /** Returns the expanded name. */
    public XmlName name() {
        return name;
    }

    /** Returns the attributes in the order received, without namespace declarations. */
    public List<XmlAttribute> attributes() {
        return attributes;
    }

    /** Returns the value of the attribute {@code local} in no namespace. */
    public Optional<String> attribute(String local) {
        for (int i = 0; i < attributes.size(); i++) {
            XmlAttribute attribute = attributes.get(i);
            if (attribute.name().is("", local)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    /** Returns {@code xml:lang}. */
    public Optional<String> lang() {
        for (int i = 0; i < attributes.size(); i++) {
            XmlAttribute attribute = attributes.get(i);
            if (attribute.name().equals(XmlName.LANG)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    /** Returns what is inside. */
    public XmlContent content() {
        return content;
    }

    /**
     * Builds the tree.
     *
     * @throws XmlException if it would be deeper than {@link Element#MAX_DEPTH}
     */
    public Element toElement() {
        return Element.of(name, attributes, content.nodes());
    }

    /** Returns whether the other element has the same name, attributes in the same order, and the same content. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ParsedElement element
                && name.equals(element.name)
                && attributes.equals(element.attributes)
                && content.equals(element.content);
    }

    @Override
    public int hashCode() {
        return (name.hashCode() * 31 + attributes.hashCode()) * 31 + content.hashCode();
    }

    /** Returns the name and how much is inside, and nothing of what it says. */
    @Override
    public String toString() {
        return name + " with " + content;
    }
}
