package im.redoubt.things;

import im.redoubt.client.Incoming;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.things.command.Way;
import im.redoubt.things.key.Digest;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of the kit: of type normal, with the attribute left out, or headline for what goes to many (IOT-02, IOT-04). There is no other
 * way in it to make one, so none has a body.
 */
final class Words {
    private static final String HINTS = "urn:xmpp:hints";
    private static final String DELAY = "urn:xmpp:delay";

    private Words() {}

    /** Returns a message for one. What is in it is of now, and of no use later. */
    static Message normal(Jid to, Element payload) {
        return message(to, MessageType.NORMAL, payload);
    }

    /** Returns a message for all clients of an account. */
    static Message headline(Jid to, Element payload) {
        return message(to, MessageType.HEADLINE, payload);
    }

    /**
     * Returns a message for one who may not be there: servers keep it until he is, and not in archives (XEP-0334 section 4.1), from which a
     * session that begins with its authentication would have to fetch it (XEP-0386 section 3.2).
     */
    static Message kept(Jid to, Element payload) {
        return new Message(
                StanzaHeader.EMPTY.withTo(to),
                MessageType.NORMAL,
                XmlContent.of(
                        Stanza.CLIENT_NAMESPACE,
                        List.of(
                                payload,
                                Element.named(HINTS, "no-permanent-store").build())));
    }

    /** XEP-0334 section 4.2: the device keeps it until it is acknowledged, so that nobody else needs to. */
    private static Message message(Jid to, MessageType type, Element payload) {
        Element noStore = Element.named(HINTS, "no-store").build();
        return new Message(
                StanzaHeader.EMPTY.withTo(to), type, XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(payload, noStore)));
    }

    /** Returns what stands for a device as a whole, and for no command of it. */
    static Octets own(BareJid device) {
        return Digest.of(Digest.bytes(device.toString()));
    }

    /** Returns what a message says, without what servers add to it. */
    static List<Element> payloads(Message message) {
        List<Element> payloads = new ArrayList<>();
        if (message.type() == MessageType.NORMAL || message.type() == MessageType.HEADLINE) {
            for (Element element : message.content().elements()) {
                String namespace = element.name().namespace();
                if (!namespace.equals(HINTS) && !namespace.equals(DELAY) && !namespace.equals("urn:xmpp:sid:0")) {
                    payloads.add(element);
                }
            }
        }
        return payloads;
    }

    /** Returns how a message came. */
    static Way way(Incoming incoming) {
        if (!incoming.isDirect()) {
            return Way.SECOND_HAND;
        }
        return incoming.message().content().has(DELAY, "delay") ? Way.KEPT : Way.MESSAGE;
    }
}
