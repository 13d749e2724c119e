package im.redoubt.server.carbons;

import im.redoubt.protocol.payload.Hint;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.util.Set;

/** Which messages are copied: the rules of XEP-0280 section 6.1, as far as they can be told from the message alone. */
final class Eligibility {
    private static final String MUC_USER = "http://jabber.org/protocol/muc#user";
    private static final String INVITATION = "jabber:x:conference";

    /** Receipts (XEP-0184), chat states (XEP-0085), chat markers (XEP-0333). */
    private static final Set<String> CONVERSATION =
            Set.of("urn:xmpp:receipts", "http://jabber.org/protocol/chatstates", "urn:xmpp:chat-markers:0");

    private Eligibility() {}

    static boolean of(Message message) {
        return !isPrivate(message)
                && !isOfARoom(message)
                && switch (message.type()) {
                    case CHAT -> true;
                    case NORMAL -> isConversation(message.content());
                    case GROUPCHAT, HEADLINE, ERROR -> false;
                };
    }

    private static boolean isPrivate(Message message) {
        return message.content().has(Carbons.NAMESPACE, "private") || Hint.NO_COPY.isIn(message);
    }

    /** What comes from an occupant of a room comes to every device that is in there; invitations come to the account. */
    private static boolean isOfARoom(Message message) {
        return message.type() == MessageType.CHAT
                && message.content().has(MUC_USER, "x")
                && !isInvitation(message.content());
    }

    private static boolean isInvitation(XmlContent content) {
        return content.has(INVITATION, "x")
                || content.first(MUC_USER, "x")
                        .flatMap(room -> room.first(MUC_USER, "invite"))
                        .isPresent();
    }

    private static boolean isConversation(XmlContent content) {
        for (XmlName child : content.children()) {
            if (child.is(Stanza.CLIENT_NAMESPACE, "body") || CONVERSATION.contains(child.namespace())) {
                return true;
            }
        }
        return isInvitation(content);
    }
}
