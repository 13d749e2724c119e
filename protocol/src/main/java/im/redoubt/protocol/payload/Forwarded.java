package im.redoubt.protocol.payload;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.xml.Element;

/** A message within another one (XEP-0297). Whoever reads one asks first who put it there. */
public final class Forwarded {
    private static final String NAMESPACE = "urn:xmpp:forward:0";

    private Forwarded() {}

    /**
     * Wraps a message.
     *
     * @param message a message of a client stream, with its addresses
     * @return the element, without a stamp: it was sent just now
     */
    public static Element of(Message message) {
        return Element.named(NAMESPACE, "forwarded")
                .child(StanzaCodec.tree(message))
                .build();
    }
}
