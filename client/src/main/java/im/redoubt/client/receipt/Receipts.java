package im.redoubt.client.receipt;

import im.redoubt.client.Audience;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Origin;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.client.chat.MessageIds;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;

/**
 * Asks for receipts of what is sent, and gives them to contacts.
 *
 * <p>Guarantee: a receipt goes to nobody who may not see the account's presence anyway (XEP-0184 section 9), and never for a copy,
 * an error or a message of a room. {@link im.redoubt.client.Delivery#received} is completed by the account that the message
 * was sent to and by nobody else.
 *
 * <pre>{@code
 * Client client = Client.builder("me@example.org").password(password).with(Receipts.FEATURE).build();
 * chat.send(bob, "hello").received().thenAccept(device -> screen.tick());
 * }</pre>
 */
public final class Receipts {
    /** The namespace. */
    public static final String NAMESPACE = "urn:xmpp:receipts";

    /** Receipts that contacts get at once: the application shows every message. */
    public static final Feature<Receipts> FEATURE = host -> new Receipts(host, Given.AT_ONCE);

    /** Receipts that contacts get when the application says so, by {@link #give}. */
    public static final Feature<Receipts> BY_HAND = host -> new Receipts(host, Given.BY_HAND);

    private final Host host;

    /** When receipts are given. */
    private enum Given {
        AT_ONCE,
        BY_HAND
    }

    private Receipts(Host host, Given given) {
        this.host = host;
        host.advertise(NAMESPACE);
        host.onMessage(this::receipt);
        host.decorate(Receipts::asking);
        Chat chat = host.require(Chat.FEATURE);
        if (given == Given.AT_ONCE) {
            chat.before(message -> {
                answer(message);
                return false;
            });
        }
    }

    /**
     * Gives a receipt for a message, if its sender is a contact and asked for one.
     *
     * @param message a message that the application has taken
     */
    public void give(ChatMessage message) {
        host.run(() -> answer(message));
    }

    private void answer(ChatMessage message) {
        Optional<String> id = message.ids().id();
        XmlContent content = message.stanza().content();
        boolean asked = message.origin() == Origin.DIRECT
                && message.type() != MessageType.HEADLINE
                && !message.isMine()
                && content.has(NAMESPACE, "request")
                && !content.has(NAMESPACE, "received");
        if (asked && id.isPresent() && host.admits(Audience.CONTACTS, message.sender())) {
            host.send(new Message(
                    StanzaHeader.EMPTY.withTo(message.sender()),
                    message.type(),
                    XmlContent.of(
                            Stanza.CLIENT_NAMESPACE,
                            List.of(Element.named(NAMESPACE, "received")
                                    .attribute("id", id.get())
                                    .build()))));
        }
    }

    /** Somebody says that he has a message. One by another device of the account is not known here, and nothing happens. */
    private boolean receipt(Incoming incoming) {
        Message message = incoming.message();
        boolean believed = message.content().has(NAMESPACE, "received")
                && message.type() != MessageType.ERROR
                && message.type() != MessageType.GROUPCHAT
                && incoming.origin() != Origin.COPY_SENT;
        if (believed) {
            message.content()
                    .first(NAMESPACE, "received")
                    .flatMap(received -> received.attribute("id"))
                    .filter(id -> id.length() <= MessageIds.MOST_CHARS)
                    .ifPresent(id -> host.received(id, incoming.from()));
        }
        return false; // there may be more in it
    }

    /** Section 5.5: a receipt asks for none; section 5.3: nor does a message to a room. */
    private static Message asking(Message message) {
        boolean asks = message.type() == MessageType.CHAT
                && message.content().has(Stanza.CLIENT_NAMESPACE, "body")
                && !message.content().has(NAMESPACE, "request")
                && !message.content().has(NAMESPACE, "received");
        return asks
                ? message.withContent(message.content()
                        .plus(Element.named(NAMESPACE, "request").build()))
                : message;
    }
}
