package im.redoubt.client.extension;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;

/** Text in an element that holds nothing else: an element beside it would leave open what the text is. */
record TextInside<V>(Kind<V> kind) implements Inner<V> {
    @Override
    public Decoded<V> decode(Element element) {
        if (!element.children().isEmpty() || Claims.holdsAttributes(element)) {
            return Decoded.refused(Refusal.Reason.UNKNOWN);
        }
        return kind.read(element.text());
    }

    @Override
    public Element build(XmlName name, V value) {
        return Element.named(name.namespace(), name.local())
                .text(kind.write(value))
                .build();
    }
}
