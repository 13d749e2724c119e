package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.blocking.Barrier;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.capabilities.Interests;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Session;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.AccessModel;
import im.redoubt.server.store.NodeItem;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.RosterItem;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.security.SecureRandom;
import java.util.ArrayList;
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

    private final Sessions sessions;
    private final RosterCache rosters;
    private final Blocklists blocklists;
    private final Interests interests;
    private final SecureRandom random;
    private final FanOut fanOut;
    private final Served served;

    Events(Audience audience, FanOut fanOut, Served served) {
        this.sessions = audience.sessions();
        this.rosters = audience.rosters();
        this.blocklists = audience.blocklists();
        this.interests = audience.interests();
        this.random = audience.random();
        this.fanOut = fanOut;
        this.served = served;
    }

    /** An item was published (XEP-0060 section 7.1.2.1, or 7.1.2.2 where the node sends no payloads). */
    void published(BareJid owner, PersonalNode node, NodeItem item) {
        send(owner, node, items(node, inEvent(node, item)));
    }

    static Element published(PersonalNode node, NodeItem item) {
        return items(node, inEvent(node, item));
    }

    private static Element inEvent(PersonalNode node, NodeItem item) {
        return node.configuration().payloads() ? PubSub.item(PubSub.EVENT, item) : PubSub.item(PubSub.EVENT, item.id());
    }

    /** An item was taken back (section 7.2.2.1). */
    void retracted(BareJid owner, PersonalNode node, String item) {
        send(
                owner,
                node,
                items(
                        node,
                        Element.named(PubSub.EVENT, "retract")
                                .attribute("id", item)
                                .build()));
    }

    /** All items were taken back (section 8.5.2). */
    void purged(BareJid owner, PersonalNode node) {
        send(owner, node, named("purge", node).build());
    }

    /** The node is gone (section 8.4.2). */
    void deleted(BareJid owner, PersonalNode node) {
        send(owner, node, named("delete", node).build());
    }

    private static Element items(PersonalNode node, Element inside) {
        return named("items", node).child(inside).build();
    }

    private static Element.Builder named(String element, PersonalNode node) {
        return Element.named(PubSub.EVENT, element).attribute("node", node.name());
    }

    private void send(BareJid owner, PersonalNode node, Element inside) {
        List<Session> audience = new ArrayList<>();
        addInterested(audience, owner, owner, node);
        if (node.configuration().access() != AccessModel.WHITELIST) {
            for (Map.Entry<BareJid, RosterItem> entry :
                    rosters.peek(owner).items().entrySet()) {
                if (entry.getValue().subscription().isSeenByContact()
                        && !entry.getKey().equals(owner)) {
                    addInterested(audience, owner, entry.getKey(), node);
                }
            }
        }
        XmlContent content = content(inside);
        for (Session session : audience) {
            served.toldOf(session, owner, node.name());
            send(session, message(owner, session.address(), content));
        }
        fanOut.sent(owner, audience.size());
    }

    private void addInterested(List<Session> audience, BareJid owner, BareJid account, PersonalNode node) {
        for (Session session : sessions.of(account)) {
            if (reaches(session, owner, node.name())) {
                audience.add(session);
            }
        }
    }

    /** Returns whether a session wants to hear of a node, and neither side keeps the other away. May block. */
    boolean reaches(Session session, BareJid owner, String node) {
        return interests.of(session).contains(node)
                && blocklists.between(owner, session.address()).join() == Barrier.NONE;
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

    Message message(BareJid owner, FullJid to, XmlContent content) {
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
