package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;

/** Trees of the few stanzas that negotiation itself answers. */
final class StanzaElements {
    private StanzaElements() {}

    static Element of(Stanza stanza) {
        StanzaHeader header = stanza.header();
        Element.Builder element = Element.named(stanza.content().contextNamespace(), stanza.kind());
        header.lang().ifPresent(lang -> element.attribute(XmlName.LANG, lang));
        return element.attribute("to", header.to().map(Object::toString))
                .attribute("from", header.from().map(Object::toString))
                .attribute("type", stanza.typeAttribute())
                .attribute("id", header.id())
                .children(stanza.content().elements())
                .build();
    }
}
