package im.redoubt.client.carbons;

import im.redoubt.client.Incoming;
import im.redoubt.client.Origin;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.Forwarded;
import im.redoubt.protocol.payload.Stamp;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What lies in a copy (XEP-0280 sections 7 and 8). */
final class Copy {
    /** What only a server says, and says as itself: within a copy it is somebody's invention. */
    private static final Set<String> OF_SERVERS =
            Set.of(Carbons.NAMESPACE, "urn:xmpp:mam:2", "http://jabber.org/protocol/pubsub#event");

    private Copy() {}

    /** Returns whether {@code content} says that it is a copy. */
    static boolean isIn(XmlContent content) {
        return content.has(Carbons.NAMESPACE, "received") || content.has(Carbons.NAMESPACE, "sent");
    }

    /**
     * Reads a copy.
     *
     * @param wrapper a message of the own account's server
     * @param account the account
     * @return the original; nothing if there is not exactly one, or it is none that the account could have sent or received
     */
    static Optional<Incoming> read(Message wrapper, BareJid account) {
        boolean sent = wrapper.content().has(Carbons.NAMESPACE, "sent");
        List<ParsedElement> copies = wrapper.content().parsed(Carbons.NAMESPACE, sent ? "sent" : "received");
        List<ParsedElement> forwarded = copies.isEmpty()
                ? Collections.emptyList()
                : copies.get(0).content().parsed(Forwarded.NAMESPACE, "forwarded");
        if (wrapper.content().childCount() != 1 || forwarded.size() != 1) {
            return Optional.empty();
        }
        return Forwarded.read(forwarded.get(0))
                .filter(contents -> isPossible(contents.message(), sent, account))
                .map(contents ->
                        new Incoming(stamped(contents, account), sent ? Origin.COPY_SENT : Origin.COPY_RECEIVED));
    }

    /** Section 6.1; and one of the two is the account. */
    private static boolean isPossible(Message message, boolean sent, BareJid account) {
        Optional<Jid> own = sent ? message.from() : message.to();
        Optional<Jid> other = sent ? message.to() : message.from();
        boolean conversation = message.type() == MessageType.CHAT || message.type() == MessageType.NORMAL;
        return conversation
                && other.isPresent()
                && own.map(Jid::bare).filter(account::equals).isPresent()
                && !isOfServers(message.content());
    }

    private static boolean isOfServers(XmlContent content) {
        for (XmlName child : content.children()) {
            if (OF_SERVERS.contains(child.namespace())) {
                return true;
            }
        }
        return false;
    }

    private static Message stamped(Forwarded.Contents contents, BareJid account) {
        Message message = contents.message();
        return contents.stamp()
                .map(when -> message.withContent(message.content().plus(Stamp.by(account, when))))
                .orElse(message);
    }
}
