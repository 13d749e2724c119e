package im.redoubt.server.archive;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.store.MessageId;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.Optional;

/**
 * Under what id a message is in whose archive (XEP-0359). Guarantee: in the name of this server's addresses only the server says
 * so; what a client says is taken out before anybody sees it (section 5).
 */
public final class StanzaId {
    /** The namespace. */
    public static final String NAMESPACE = "urn:xmpp:sid:0";

    private static final String ELEMENT = "stanza-id";

    private StanzaId() {}

    /** Returns {@code message} with the id that it has in the archive of {@code by}. */
    public static Message stamped(Message message, BareJid by, MessageId id) {
        return message.withContent(stamped(message.content(), by, id));
    }

    /** Returns {@code content} with the id that it has in the archive of {@code by}. */
    public static XmlContent stamped(XmlContent content, BareJid by, MessageId id) {
        return content.plus(Element.named(NAMESPACE, ELEMENT)
                .attribute("by", by.toString())
                .attribute("id", id.toString())
                .build());
    }

    /** Returns the id of a message in the archive of {@code by}, for a message that the server stamped. */
    public static Optional<MessageId> of(Message message, BareJid by) {
        if (!isIn(message.content())) {
            return Optional.empty();
        }
        return message.content().elements().stream()
                .filter(child -> child.is(NAMESPACE, ELEMENT))
                .filter(child -> child.attribute("by").orElse("").equals(by.toString()))
                .findFirst()
                .flatMap(child -> child.attribute("id"))
                .flatMap(MessageId::parse);
    }

    /** Returns whether there is an id in {@code content}. */
    public static boolean isIn(XmlContent content) {
        return content.has(NAMESPACE, ELEMENT);
    }

    /**
     * Returns whether {@code child} is an id in the name of an address of {@code domain}, which no client can give, or of none,
     * which nobody can give.
     */
    public static boolean isOf(BareJid domain, Element child) {
        return child.is(NAMESPACE, ELEMENT)
                && child.attribute("by")
                        .flatMap(Jid::parse)
                        .filter(by -> !by.domain().equals(domain.domain()))
                        .isEmpty();
    }
}
