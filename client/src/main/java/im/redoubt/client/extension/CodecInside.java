package im.redoubt.client.extension;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;

/** A payload within another one. */
record CodecInside<V>(Codec<V> codec) implements Inner<V> {
    @Override
    public Decoded<V> decode(Element element) {
        return codec.decode(element);
    }

    @Override
    public Element build(XmlName name, V value) {
        return codec.build(value);
    }
}
