package im.redoubt.client.extension;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;

/**
 * What stands in a child element.
 *
 * @param <V> the type of its value
 */
interface Inner<V> {
    /** Reads an element whose name is known to be right. */
    Decoded<V> decode(Element element);

    /** Writes an element of this name. */
    Element build(XmlName name, V value);
}
