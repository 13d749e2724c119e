package im.redoubt.xml;

/**
 * Character data.
 *
 * @param value the characters, references resolved
 */
public record XmlText(String value) implements XmlNode {}
