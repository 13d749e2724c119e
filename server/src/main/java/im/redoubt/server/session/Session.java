package im.redoubt.server.session;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.StreamError;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A bound session: a full address, the stream that it writes to, and its presence. What is asked from any thread is
 * volatile; {@link #directed} belongs to the account's queue (see {@link AccountQueues}).
 */
public final class Session {
    private final FullJid address;
    private final Outbox outbox;
    private final Origin origin;
    private final Set<Jid> directed = new LinkedHashSet<>();
    private volatile Optional<Availability> availability = Optional.empty();
    private volatile @Nullable HeldMessages held;
    private volatile boolean interested;
    private volatile boolean ended;

    /**
     * Where a session comes from.
     *
     * @param source the peer's address and port, for lists and events
     * @param mechanism how it signed in
     * @param since when
     */
    public record Origin(InetSocketAddress source, String mechanism, Instant since) {}

    /** Begins a session of this address on this stream. */
    public Session(FullJid address, Outbox outbox, Origin origin) {
        this.address = address;
        this.outbox = outbox;
        this.origin = origin;
    }

    /** Returns the full address. */
    public FullJid address() {
        return address;
    }

    /** Returns the account. */
    public BareJid account() {
        return address.bare();
    }

    /** Returns where it comes from. */
    public Origin origin() {
        return origin;
    }

    /** Sends a stanza, in order with what was sent before; a message waits behind older ones. Does not block. */
    public void send(Stanza stanza) {
        HeldMessages waiting = held;
        if (waiting == null || !(stanza instanceof Message message) || !waiting.add(message)) {
            outbox.send(stanza);
        }
    }

    /** Sends a stanza that the store holds until it was written. Does not block. */
    public void sendStored(Stanza stanza) {
        outbox.sendStored(stanza);
    }

    /** Waits until everything sent so far was handed to the operating system; fails if the connection ends before. */
    public CompletableFuture<Void> written() {
        return outbox.written();
    }

    /** Ends the stream with an error. */
    public void end(StreamError error) {
        outbox.end(error);
    }

    /** Returns the presence, if the session is available. */
    public Optional<Availability> availability() {
        return availability;
    }

    /** Sets the presence, or none. */
    public void availability(Optional<Availability> now) {
        availability = now;
    }

    /** Returns whether it is available with a priority that is not negative (RFC 6121 section 8.5.2.1). */
    public boolean wantsMessages() {
        return availability.filter(now -> now.priority() >= 0).isPresent();
    }

    /** Returns whether older messages are still on their way to it. */
    public boolean isCatchingUp() {
        return held != null;
    }

    /** Older messages are to go first: messages sent now wait for {@link #caughtUp}. */
    public synchronized void catchUp() {
        if (held == null && !ended) {
            held = new HeldMessages(outbox);
        }
    }

    /** Sends what waited behind older messages. Only on the account's queue. */
    public synchronized void caughtUp() {
        HeldMessages waiting = held;
        if (waiting != null) {
            waiting.release();
            held = null;
        }
    }

    /** Returns whether the session asked for the roster and so gets its changes (RFC 6121 section 2.2). */
    public boolean interested() {
        return interested;
    }

    /** Notes that the session asked for the roster. */
    public void becomeInterested() {
        interested = true;
    }

    /** Returns whether its stream is over. */
    public boolean ended() {
        return ended;
    }

    /** Notes that its stream is over. Nothing that comes back from it is for it any more. */
    public synchronized void markEnded() {
        ended = true;
    }

    /** Routes once more what waited behind older messages when the stream ended. */
    public void abandoned() {
        HeldMessages waiting = held;
        if (waiting != null) {
            waiting.abandon().forEach(outbox::send);
        }
    }

    /** Returns to whom it is present without a subscription (RFC 6121 section 4.6); only on the account's queue. */
    public Set<Jid> directed() {
        return directed;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
