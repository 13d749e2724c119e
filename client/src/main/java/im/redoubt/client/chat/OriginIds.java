package im.redoubt.client.chat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.Optional;
import java.util.Set;

/**
 * Gives messages an id by which a server, and whoever receives them, knows them when they are sent again (XEP-0359 section 3.2).
 * It is the id of the stanza, so that it says nothing new.
 */
final class OriginIds {
    /** Receipts, chat states and markers alone: that one comes twice changes nothing, and some must be alone. */
    private static final Set<String> FLEETING = Set.of(
            "urn:xmpp:receipts", "http://jabber.org/protocol/chatstates", "urn:xmpp:chat-markers:0", "urn:xmpp:hints");

    private OriginIds() {}

    static Message added(Message message) {
        Optional<String> id = message.id();
        if (!id.isPresent() || message.isError() || !isLasting(message)) {
            return message;
        }
        return message.withContent(message.content()
                .without(name -> name.is(MessageReader.IDS_NAMESPACE, "origin-id"))
                .plus(Element.named(MessageReader.IDS_NAMESPACE, "origin-id")
                        .attribute("id", id.get())
                        .build()));
    }

    private static boolean isLasting(Message message) {
        for (XmlName child : message.content().children()) {
            if (!FLEETING.contains(child.namespace())) {
                return true;
            }
        }
        return false;
    }
}
