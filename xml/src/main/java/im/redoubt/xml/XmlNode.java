package im.redoubt.xml;

/** What stands inside an element. */
public sealed interface XmlNode permits Element, XmlText {}
