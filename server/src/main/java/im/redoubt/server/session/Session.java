package im.redoubt.server.session;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.UserAgent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bound session: a full address, the stream that it writes to, and its presence. What is asked from any thread is
 * volatile; {@link #directed} belongs to the account's queue (see {@link AccountQueues}).
 *
 * <p>Size: each field is one thing that others ask of a session; parts would have to share its lock.
 */
public final class Session {
    private static final Duration LONGEST_DEPARTURE = Duration.ofSeconds(5);

    private final FullJid address;
    private final Set<Jid> directed = new LinkedHashSet<>();
    private volatile Optional<Availability> availability = Optional.empty();
    private volatile @Nullable HeldMessages held;
    private volatile boolean interested;
    private volatile boolean copied;
    private volatile boolean followsBlocklist;
    private volatile boolean followsAdmission;
    private volatile boolean ended;
    private volatile boolean departed;
    private volatile boolean absent;
    private int absences;
    private volatile Outbox outbox;
    private volatile Origin origin;
    private volatile @Nullable StreamError doom;

    /**
     * Where a session comes from.
     *
     * @param source the peer's address and port, for lists and events; that of the connection that it goes on over
     * @param mechanism how it signed in
     * @param agent what its client says of itself
     * @param since when
     */
    public record Origin(InetSocketAddress source, String mechanism, UserAgent agent, Instant since) {}

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

    /** Returns whether another session of the account is of the same installation, as far as that has a name. */
    public boolean isOfSameClient(Session other) {
        return origin.agent().id().isPresent()
                && origin.agent().id().equals(other.origin().agent().id());
    }

    /** Sends a stanza to this session alone, in order with what was sent before. Does not block. */
    public void send(Stanza stanza) {
        send(stanza, Claim.SOLE);
    }

    /** A message waits behind older ones. */
    private void send(Stanza stanza, Claim claim) {
        HeldMessages waiting = held;
        if (waiting == null || !(stanza instanceof Message message) || !waiting.add(message, claim)) {
            pass(stanza, claim);
        }
    }

    /** On the thread that writes nothing moves meanwhile. */
    private void pass(Stanza stanza, Claim claim) {
        Outbox now = outbox;
        if (now.isOwnThread()) {
            now.send(stanza, claim);
            return;
        }
        synchronized (this) {
            outbox.send(stanza, claim);
        }
    }

    /**
     * Sends a message that is for the account. Guarantee: it is on its way before {@link #depart} or a change of the presence
     * returns, or not at all, so that nobody who sees either can make a later message overtake it.
     *
     * @param claim who else gets it
     * @return whether it is on its way; false if the session does not take messages any more
     */
    public boolean sendIfAvailable(Message message, Claim claim) {
        return sendIf(this::wantsMessages, message, claim);
    }

    /** Sends a message that is for this session, with the same guarantee, whatever its presence. */
    public boolean sendIfThere(Message message, Claim claim) {
        return sendIf(() -> !departed, message, claim);
    }

    /** On the thread that writes nothing ends meanwhile, and what is sent there may lead to another session. */
    private boolean sendIf(BooleanSupplier condition, Message message, Claim claim) {
        if (outbox.isOwnThread()) {
            return condition.getAsBoolean() && sent(message, claim);
        }
        synchronized (this) {
            return condition.getAsBoolean() && sent(message, claim);
        }
    }

    private boolean sent(Message message, Claim claim) {
        send(message, claim);
        return true;
    }

    /** Sends stanzas that the store holds until they were written; complete then. Does not block. */
    public synchronized CompletableFuture<Void> sendStored(List<Outgoing> stanzas) {
        return outbox.sendStored(stanzas);
    }

    /** Waits until everything sent so far was handed to the operating system; fails if the connection ends before. */
    public synchronized CompletableFuture<Void> written() {
        return outbox.written();
    }

    /** Ends the stream with an error. */
    public synchronized void end(StreamError error) {
        doom = error;
        outbox.end(error);
    }

    /** Returns with what it was to end, for who has just taken it over. */
    public Optional<StreamError> doom() {
        return Optional.ofNullable(doom);
    }

    /**
     * Everything sent from now on goes over another connection. Only on the thread that writes until now, so that whatever was
     * sent before has entered there.
     *
     * @param heir the other connection
     * @param source where its peer is
     */
    public synchronized void moveTo(Outbox heir, InetSocketAddress source) {
        outbox = heir;
        origin = new Origin(source, origin.mechanism(), origin.agent(), origin.since());
    }

    /** Its connection is gone, and it waits for another one: what would be kept for the account is kept meanwhile. */
    public synchronized void leave() {
        absent = true;
        absences++;
    }

    /** It is there again, unless it has left once more since it was away so many times. */
    public synchronized void comeBack(int times) {
        absent &= absences != times;
    }

    /** Returns how many times its connection was gone. */
    public synchronized int absences() {
        return absences;
    }

    /** Returns whether it waits for another connection. */
    public boolean isAbsent() {
        return absent;
    }

    /** Returns the presence, if the session is available. */
    public Optional<Availability> availability() {
        return availability;
    }

    /** Sets the presence, or none. */
    public synchronized void availability(Optional<Availability> now) {
        availability = now;
    }

    /** Returns whether it is there and available with a priority that is not negative (RFC 6121 section 8.5.2.1). */
    public boolean wantsMessages() {
        return !absent && wouldWantMessages();
    }

    /** Returns whether it will take messages when it is there again. */
    public boolean wouldWantMessages() {
        return !departed && availability.filter(now -> now.priority() >= 0).isPresent();
    }

    /** Returns whether older messages are still on their way to it. */
    public boolean isCatchingUp() {
        return held != null;
    }

    /** Older messages are to go first: messages sent now wait for {@link #caughtUp}. */
    public synchronized void catchUp() {
        if (held == null && !ended) {
            held = new HeldMessages(() -> outbox);
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

    /** Returns whether it gets copies of messages that its account's other sessions get and send (XEP-0280). */
    public boolean isCopied() {
        return copied;
    }

    /** Sets whether it gets copies. */
    public void copied(boolean wanted) {
        copied = wanted;
    }

    /** Returns whether the session asked for the block list and so gets its changes (XEP-0191 section 3.3). */
    public boolean followsBlocklist() {
        return followsBlocklist;
    }

    /** Notes that the session asked for the block list. */
    public void followBlocklist() {
        followsBlocklist = true;
    }

    /** Returns whether the session asked whom its account hears and so gets the changes (docs/admission.md). */
    public boolean followsAdmission() {
        return followsAdmission;
    }

    /** Notes that the session asked whom its account hears. */
    public void followAdmission() {
        followsAdmission = true;
    }

    /** Returns whether its stream is over. */
    public boolean ended() {
        return ended;
    }

    /** Notes that its stream is over. Nothing that comes back from it is for it any more. */
    public synchronized void markEnded() {
        ended = true;
    }

    /**
     * Takes no messages any more, unless some are under way that come back first: newer ones must not overtake these.
     *
     * @param nothingUnderWay asked while nobody can send a message here
     * @return whether it is gone now
     */
    public synchronized boolean depart(BooleanSupplier nothingUnderWay) {
        if (nothingUnderWay.getAsBoolean()) {
            departed = true;
            notifyAll();
        }
        return departed;
    }

    /**
     * Waits until a session that has ended is gone, with all that was under way to it; that takes as long as its event loop
     * needs for what it has to do at the moment. Not on an event loop.
     */
    public synchronized void awaitDeparture() {
        long until = System.nanoTime() + LONGEST_DEPARTURE.toNanos();
        try {
            for (long left = LONGEST_DEPARTURE.toNanos(); !departed && left > 0; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Routes once more what waited behind older messages when the stream ended. */
    public void abandoned() {
        HeldMessages waiting = held;
        if (waiting != null) {
            waiting.abandon().forEach(one -> outbox.send(one.stanza(), one.claim()));
        }
    }

    /** Returns what it is to others. Only on the account's queue. */
    public synchronized SessionState state() {
        Set<SessionState.Wish> wishes = EnumSet.noneOf(SessionState.Wish.class);
        if (interested) {
            wishes.add(SessionState.Wish.ROSTER);
        }
        if (copied) {
            wishes.add(SessionState.Wish.COPIES);
        }
        if (followsBlocklist) {
            wishes.add(SessionState.Wish.BLOCKLIST);
        }
        if (followsAdmission) {
            wishes.add(SessionState.Wish.ADMISSION);
        }
        return new SessionState(
                origin,
                availability,
                Set.copyOf(directed),
                wishes,
                Optional.ofNullable(held).map(HeldMessages::waiting));
    }

    /** Is to others what it was before the server stopped; before anybody else knows of it. */
    public synchronized void goOn(SessionState before) {
        availability = before.availability();
        directed.addAll(before.directed());
        interested = before.wishes().contains(SessionState.Wish.ROSTER);
        copied = before.wishes().contains(SessionState.Wish.COPIES);
        followsBlocklist = before.wishes().contains(SessionState.Wish.BLOCKLIST);
        followsAdmission = before.wishes().contains(SessionState.Wish.ADMISSION);
        before.held().ifPresent(messages -> {
            catchUp();
            messages.forEach(one -> send(one.stanza(), one.claim()));
        });
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
