package im.redoubt.client.chat;

import im.redoubt.client.Delivery;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Listeners;
import im.redoubt.client.Origin;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
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
    private final Repetitions repetitions = new Repetitions(new SecureRandom());
    private Optional<ArrayDeque<ChatMessage>> waiting = Optional.empty();

    private Chat(Host host) {
        this.host = host;
        this.reader = new MessageReader(host.account());
        this.received = host.listeners();
        host.onOtherMessage(this::take);
        host.decorate(this::named);
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
     * Reads a message that came by a way of its own; for one out of an archive see {@link #archived}.
     *
     * @param incoming the message, whose sender somebody vouches for
     * @return the message, if it is one with text that is not of a room
     */
    public Optional<ChatMessage> read(Incoming incoming) {
        return reader.read(incoming, host.timeline().now());
    }

    /**
     * Reads a message out of an archive.
     *
     * @param incoming the message, whose sender the archive vouches for
     * @param id its identifier there
     * @param time when the archive says that it was sent
     * @return the message, if it is one with text that is not of a room
     */
    public Optional<ChatMessage> archived(Incoming incoming, String id, Instant time) {
        return reader.archived(incoming, id, time);
    }

    /**
     * Has a feature look at each message before the application hears of it, in the session's own order.
     *
     * @param feature returns whether it keeps the message from the application; must not block
     */
    public void before(Predicate<ChatMessage> feature) {
        features.add(feature);
    }

    /**
     * Has messages wait that come live, while a feature tells what was missed. There is one backlog at a time.
     *
     * @throws IllegalStateException if there is one already
     */
    public Backlog backlog() {
        if (waiting.isPresent()) {
            throw new IllegalStateException("there is a backlog already");
        }
        ArrayDeque<ChatMessage> live = new ArrayDeque<>();
        waiting = Optional.of(live);
        return new Backlog() {
            @Override
            public void tell(ChatMessage message) {
                show(message);
            }

            @Override
            public void end() {
                waiting = Optional.empty();
                live.forEach(Chat.this::show);
                live.clear();
            }
        };
    }

    /** What this device sent is no news when it comes out of the archive; a note to oneself is, when it comes back. */
    private Message named(Message message) {
        Message named = OriginIds.added(message);
        if (named.to().isPresent() && !named.to().get().bare().equals(host.account())) {
            Message mine = named.withHeader(named.header().withFrom(host.account()));
            read(new Incoming(mine, Origin.COPY_SENT)).ifPresent(repetitions::isNew);
        }
        return named;
    }

    private boolean take(Incoming incoming) {
        Optional<ChatMessage> message = read(incoming);
        message.ifPresent(one -> {
            if (waiting.isPresent()) {
                waitFor(one, waiting.get());
            } else {
                show(one);
            }
        });
        return message.isPresent();
    }

    private void waitFor(ChatMessage message, ArrayDeque<ChatMessage> live) {
        live.add(message);
        if (live.size() > Backlog.MOST_WAITING) {
            show(live.remove());
        }
    }

    private void show(ChatMessage message) {
        if (!repetitions.isNew(message)) {
            return;
        }
        boolean kept = false;
        for (Predicate<ChatMessage> feature : features) {
            kept |= feature.test(message);
        }
        if (!kept) {
            received.tell(message);
        }
    }
}
