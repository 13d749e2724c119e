package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.NodeItem;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells those who want to hear of it what happened to a node (XEP-0163 section 4.3). Guarantees: an event goes to sessions of the
 * owner, and to those of contacts who may read the node and see the owner's presence, nobody blocking the other; only where
 * verified capabilities ask for it; and it is kept nowhere. Everything runs on the owner's queue.
 */
final class Events {
    private static final int ID_BYTES = 12;

    private final Recipients recipients;
    private final SecureRandom random;
    private final FanOut fanOut;
    private final Served served;

    Events(Recipients recipients, SecureRandom random, FanOut fanOut, Served served) {
        this.recipients = recipients;
        this.random = random;
        this.fanOut = fanOut;
        this.served = served;
    }

    /**
     * An item was published (XEP-0060 section 7.1.2.1, or 7.1.2.2 where the node sends no payloads). The item that went for it,
     * where the node keeps no more, is not told of: section 7.1.2 leaves that open, and of a node of one item it would double
     * every event.
     */
    void published(FollowedNode followed, NodeItem item) {
        send(followed, published(followed.node(), item));
    }

    static Element published(PersonalNode node, NodeItem item) {
        return items(node, inEvent(node, item));
    }

    private static Element inEvent(PersonalNode node, NodeItem item) {
        return node.configuration().payloads() ? PubSub.item(PubSub.EVENT, item) : PubSub.item(PubSub.EVENT, item.id());
    }

    /** An item was taken back (section 7.2.2.1). */
    void retracted(FollowedNode followed, String item) {
        send(
                followed,
                items(
                        followed.node(),
                        Element.named(PubSub.EVENT, "retract")
                                .attribute("id", item)
                                .build()));
    }

    /** All items were taken back (section 8.5.2). */
    void purged(FollowedNode followed) {
        send(followed, named("purge", followed.node()).build());
    }

    /** The node is gone (section 8.4.2). */
    void deleted(FollowedNode followed) {
        send(followed, named("delete", followed.node()).build());
    }

    private static Element items(PersonalNode node, Element inside) {
        return named("items", node).child(inside).build();
    }

    private static Element.Builder named(String element, PersonalNode node) {
        return Element.named(PubSub.EVENT, element).attribute("node", node.name());
    }

    private void send(FollowedNode followed, Element inside) {
        BareJid owner = followed.owner();
        Map<Session, Jid> all = recipients.of(followed);
        XmlContent content = content(inside);
        all.forEach((session, address) -> {
            served.toldOf(session, owner, followed.node().name());
            send(session, message(owner, address, content));
        });
        fanOut.sent(owner, all.size());
    }

    /** A session that loses it loses nothing that anybody else was to get. */
    static void send(Session session, Message event) {
        session.sendIfThere(event, Claim.SPARE);
    }

    static XmlContent content(Element inside) {
        return XmlContent.of(
                Stanza.CLIENT_NAMESPACE,
                List.of(Element.named(PubSub.EVENT, "event").child(inside).build()));
    }

    Message message(BareJid owner, Jid to, XmlContent content) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        StanzaHeader header = new StanzaHeader(
                Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(id)),
                Optional.of(to),
                Optional.of(owner),
                Optional.empty());
        return new Message(header, MessageType.HEADLINE, content);
    }
}
