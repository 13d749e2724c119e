package im.redoubt.xml;

/**
 * An attribute as parsed: its expanded name and its normalised value.
 *
 * @param name the expanded name; the namespace is empty for an attribute without prefix
 * @param value the value, with references resolved
 */
public record XmlAttribute(XmlName name, String value) {}
