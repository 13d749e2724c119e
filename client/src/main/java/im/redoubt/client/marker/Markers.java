package im.redoubt.client.marker;

import im.redoubt.client.Audience;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Listeners;
import im.redoubt.client.Origin;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;

/**
 * Asks how far others have read, and tells contacts when the application says so.
 *
 * <p>Guarantee: a mark goes to nobody who may not see the account's presence anyway (XEP-0333 section 7). One that is heard is of
 * him to whom the message was sent, and further on than the one before (section 6).
 *
 * <pre>{@code
 * Markers markers = session.get(Markers.FEATURE);
 * markers.displayed().add(mark -> screen.readUpTo(mark.id()));
 * chat.received().add(message -> markers.display(message));
 * }</pre>
 */
public final class Markers {
    /** The namespace. */
    public static final String NAMESPACE = "urn:xmpp:chat-markers:0";

    /** The feature. */
    public static final Feature<Markers> FEATURE = Markers::new;

    private final Host host;
    private final Listeners<Displayed> displayed;
    private final Progress progress = new Progress();

    private Markers(Host host) {
        this.host = host;
        this.displayed = host.listeners();
        host.advertise(NAMESPACE);
        host.onMessage(this::heard);
        host.decorate(this::markable);
        host.require(Chat.FEATURE).before(message -> {
            if (message.isMine()) {
                message.ids().id().ifPresent(id -> progress.sent(message.peer(), id));
            }
            return false;
        });
    }

    /** Returns who hears how far others have read. */
    public Listeners<Displayed> displayed() {
        return displayed;
    }

    /**
     * Tells a contact that one has read up to his message, if he asked for that.
     *
     * @param message the last message that was shown
     */
    public void display(ChatMessage message) {
        Optional<String> id = message.ids().id();
        boolean asked = !message.isMine()
                && message.type() != MessageType.HEADLINE
                && message.stanza().content().has(NAMESPACE, "markable");
        if (asked && id.isPresent()) {
            host.run(() -> mark(message, id.get()));
        }
    }

    private void mark(ChatMessage message, String id) {
        if (host.admits(Audience.CONTACTS, message.sender()) && progress.isNews(message.peer(), id)) {
            host.send(new Message(
                    StanzaHeader.EMPTY.withTo(message.peer()),
                    MessageType.CHAT,
                    XmlContent.of(
                            Stanza.CLIENT_NAMESPACE,
                            List.of(Element.named(NAMESPACE, "displayed")
                                    .attribute("id", id)
                                    .build()))));
        }
    }

    private Message markable(Message message) {
        Optional<Jid> to = message.to();
        boolean text = message.type() == MessageType.CHAT
                && message.content().has(Stanza.CLIENT_NAMESPACE, "body")
                && !message.content().has(NAMESPACE, "markable");
        if (!text || !to.isPresent()) {
            return message;
        }
        message.id().ifPresent(id -> progress.sent(to.get().bare(), id));
        return message.withContent(
                message.content().plus(Element.named(NAMESPACE, "markable").build()));
    }

    private boolean heard(Incoming incoming) {
        Message message = incoming.message();
        boolean others = message.type() == MessageType.CHAT || message.type() == MessageType.NORMAL;
        if (others && incoming.origin() != Origin.COPY_SENT) {
            message.content()
                    .first(NAMESPACE, "displayed")
                    .flatMap(mark -> mark.attribute("id"))
                    .filter(id -> progress.read(incoming.from().bare(), id))
                    .ifPresent(id -> displayed.tell(new Displayed(incoming.from(), id)));
        }
        return false;
    }
}
