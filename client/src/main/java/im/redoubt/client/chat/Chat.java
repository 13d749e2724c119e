package im.redoubt.client.chat;

import im.redoubt.client.Delivery;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Listeners;
import im.redoubt.protocol.address.Jid;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Conversations with one other.
 *
 * <p>Guarantee: every message is told once, though it may come again after a connection was lost; it is from whom the own server
 * says, and its text is {@link im.redoubt.client.text.Unverified}. What is sent is repeated until the server has it, under one id.
 *
 * <pre>{@code
 * Chat chat = session.get(Chat.FEATURE);
 * chat.received().add(message -> screen.show(TerminalLine.of(80).encode(message.body())));
 * chat.send(bob, "hello").accepted().await();
 * }</pre>
 */
public final class Chat {
    /** The feature. */
    public static final Feature<Chat> FEATURE = Chat::new;

    private final Host host;
    private final MessageReader reader;
    private final Listeners<ChatMessage> received;
    private final List<Predicate<ChatMessage>> features = new CopyOnWriteArrayList<>();
    private final Repetitions repetitions = new Repetitions();

    private Chat(Host host) {
        this.host = host;
        this.reader = new MessageReader(host.account());
        this.received = host.listeners();
        host.onOtherMessage(this::take);
        host.decorate(OriginIds::added);
    }

    /** Returns who hears of messages: those that came, and those that other devices of the account received and sent. */
    public Listeners<ChatMessage> received() {
        return received;
    }

    /**
     * Sends a text, as {@code chat}.
     *
     * @param to to whom
     * @param body the text
     * @return what becomes of it
     * @throws IllegalArgumentException if it is too long
     */
    public Delivery send(Jid to, String body) {
        return send(ChatDraft.to(to).body(body).build());
    }

    /**
     * Sends a message.
     *
     * @return what becomes of it
     */
    public Delivery send(ChatDraft draft) {
        return host.send(draft.stanza());
    }

    /**
     * Reads a message that came by a way of its own, such as one of an archive.
     *
     * @param incoming the message, whose sender somebody vouches for
     * @return the message, if it is one with text that is not of a room
     */
    public Optional<ChatMessage> read(Incoming incoming) {
        return reader.read(incoming, host.timeline().now());
    }

    /**
     * Has a feature look at each message before the application hears of it, in the session's own order.
     *
     * @param feature returns whether it keeps the message from the application; must not block
     */
    public void before(Predicate<ChatMessage> feature) {
        features.add(feature);
    }

    private boolean take(Incoming incoming) {
        Optional<ChatMessage> message = read(incoming);
        message.filter(repetitions::isNew).ifPresent(this::show);
        return message.isPresent();
    }

    private void show(ChatMessage message) {
        boolean kept = false;
        for (Predicate<ChatMessage> feature : features) {
            kept |= feature.test(message);
        }
        if (!kept) {
            received.tell(message);
        }
    }
}
