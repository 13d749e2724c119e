package im.redoubt.protocol.payload;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A message within another one (XEP-0297). Whoever reads one asks first who put it there. */
public final class Forwarded {
    /** The namespace. */
    public static final String NAMESPACE = "urn:xmpp:forward:0";

    private Forwarded() {}

    /**
     * Wraps a message that was received before.
     *
     * @param message a message of a client stream, with its addresses
     * @param receivedAt when; it is written to the millisecond
     * @return the element, with a stamp (XEP-0203)
     */
    public static Element of(Message message, Instant receivedAt) {
        return Element.named(NAMESPACE, "forwarded")
                .child(Element.named("urn:xmpp:delay", "delay")
                        .attribute(
                                "stamp",
                                receivedAt.truncatedTo(ChronoUnit.MILLIS).toString())
                        .build())
                .child(StanzaCodec.tree(message))
                .build();
    }

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
