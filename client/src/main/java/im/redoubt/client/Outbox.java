package im.redoubt.client;

import im.redoubt.client.line.Outlet;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What goes to the server, in order, and what it has not acknowledged yet (XEP-0198 section 4). A server that does not count is asked
 * something behind what was written: it takes the stanzas of a stream in their order (RFC 6120 section 10.1), so whatever it answers,
 * it has those. Nothing in here is lost when a connection is: on a resumed stream what the server does not have goes again; on a
 * new one what may go again does. Only what a server ends its streams for does not go for ever: after such an end one goes at a time,
 * so that the next end shows which it was.
 */
final class Outbox {
    /** How many stanzas may wait, for a connection or for their acknowledgement. */
    static final int MOST_STANZAS = 1_000;

    /** How many bytes, about. */
    static final int MOST_BYTES = 8 << 20;

    /** How many questions to the server may be among them where there is no room for anything else. */
    static final int MORE_QUESTIONS = 8;

    /** By what a server says that something was wrong with what it was sent (RFC 6120 section 4.9.3), and not with itself. */
    private static final Set<StreamCondition> BLAME = Collections.unmodifiableSet(EnumSet.of(
            StreamCondition.BAD_FORMAT,
            StreamCondition.BAD_NAMESPACE_PREFIX,
            StreamCondition.IMPROPER_ADDRESSING,
            StreamCondition.INVALID_NAMESPACE,
            StreamCondition.INVALID_XML,
            StreamCondition.NOT_WELL_FORMED,
            StreamCondition.POLICY_VIOLATION,
            StreamCondition.RESTRICTED_XML,
            StreamCondition.UNSUPPORTED_FEATURE,
            StreamCondition.UNSUPPORTED_STANZA_TYPE));

    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private final ArrayDeque<Outgoing> unacknowledged = new ArrayDeque<>();
    private final Echo echo;
    private final Consumer<Runnable> later;
    private Optional<Outlet> outlet = Optional.empty();
    private int connections;
    private boolean counting;
    private long acknowledged;
    private Asking asking = Asking.NOT;
    private boolean oneAtATime;
    private long bytes;

    /** Whether the server is asked what it has. */
    private enum Asking {
        /** It is not. */
        NOT,
        /** It is. */
        ASKED,
        /** It was, and had nothing more than before: to ask at once again would go on as fast as the network is. */
        IN_VAIN
    }

    /** Has a server that does not count answer. */
    interface Echo {
        /**
         * Asks it something, at once.
         *
         * @param to where it is written
         * @param answered told once whether there was an answer
         * @return whether it could be asked
         */
        boolean ask(Outlet to, Consumer<Boolean> answered);
    }

    Outbox(Echo echo, Consumer<Runnable> later) {
        this.echo = echo;
        this.later = later;
    }

    /**
     * Takes a stanza: it is written now if there is a connection, or on the next one.
     *
     * @return whether there was room
     */
    boolean submit(Outgoing outgoing) {
        if (stanzas() >= MOST_STANZAS || bytes + outgoing.size() > MOST_BYTES) {
            return false;
        }
        put(outgoing);
        return true;
    }

    /** Takes a question by whose answer the connection is to show that it stands, also where nothing else is taken any more. */
    void question(Outgoing outgoing) {
        if (stanzas() < MOST_STANZAS + MORE_QUESTIONS) {
            put(outgoing);
        }
    }

    private int stanzas() {
        return waiting.size() + unacknowledged.size();
    }

    private void put(Outgoing outgoing) {
        bytes += outgoing.size();
        if (outlet.isPresent() && (!oneAtATime || isEmpty())) {
            write(outlet.get(), outgoing);
        } else {
            waiting.add(outgoing);
        }
    }

    /**
     * A new session begins.
     *
     * @param to where it writes
     * @param counts whether the server acknowledges
     */
    void begin(Outlet to, boolean counts) {
        List<Outgoing> again = new ArrayList<>(unacknowledged);
        again.addAll(waiting);
        clear();
        outlet = Optional.of(to);
        connections++;
        counting = counts;
        acknowledged = 0;
        for (Outgoing outgoing : again) {
            if (!outgoing.tried() || outgoing.fate().goesAgain()) {
                put(outgoing);
            } else {
                outgoing.fate().lost(new DisconnectedException("the connection ended before there was an answer"));
            }
        }
    }

    /**
     * The stream goes on over another connection (section 5).
     *
     * @param to where it writes
     * @param handled how many stanzas the server has
     * @return what is wrong with that number, if something is
     */
    Optional<StreamError> resume(Outlet to, long handled) {
        Optional<StreamError> fault = acknowledge(handled);
        if (fault.isPresent()) {
            return fault;
        }
        outlet = Optional.of(to);
        asking = Asking.NOT;
        List<Outgoing> again = new ArrayList<>(unacknowledged);
        List<Outgoing> fresh = new ArrayList<>(waiting);
        clear();
        counting = true;
        again.forEach(this::put);
        fresh.forEach(this::put);
        return Optional.empty();
    }

    /** Has the counting begin elsewhere than at 0, for tests of where it goes round. */
    void startAt(long count) {
        acknowledged = count;
    }

    private void clear() {
        unacknowledged.clear();
        waiting.clear();
        bytes = 0;
        asking = Asking.NOT;
    }

    /** The server ended the stream, and this is why: what it ends two streams for does not go a third time. */
    void refused(StreamCondition why) {
        if (!BLAME.contains(why) || unacknowledged.isEmpty()) {
            return;
        }
        if (oneAtATime && unacknowledged.size() == 1) {
            take(1, fate -> fate.lost(new ClientException("the server ends the stream for it: " + why.wire())));
        }
        oneAtATime = true;
    }

    /** The connection ended; what comes now waits for the next one. */
    void disconnected() {
        outlet = Optional.empty();
    }

    /**
     * The server says how many stanzas it has.
     *
     * @param handled since the counting began, modulo 2^32
     * @return what is wrong with that, if it is more than was sent or less than it said before
     */
    Optional<StreamError> acknowledge(long handled) {
        long more = Math.floorMod(handled - acknowledged, StreamManagement.MODULUS);
        if (!counting || more > unacknowledged.size()) {
            long sent = (acknowledged + unacknowledged.size()) % StreamManagement.MODULUS;
            return Optional.of(StreamManagement.tooHigh(handled, sent));
        }
        acknowledged = handled;
        boolean inVain = more == 0 && asking != Asking.NOT && !unacknowledged.isEmpty();
        if (inVain && asking == Asking.ASKED) {
            later.accept(this::askAgain);
        }
        asking = inVain ? Asking.IN_VAIN : Asking.NOT;
        take(more, Outgoing.Fate::accepted);
        next();
        return Optional.empty();
    }

    /** A resumption failed, and the server said how many stanzas it has of the stream that is gone. */
    void acknowledgeLast(long handled) {
        if (Math.floorMod(handled - acknowledged, StreamManagement.MODULUS) <= unacknowledged.size()) {
            acknowledge(handled);
        }
    }

    /** Asks for an acknowledgement if one is due and none is asked for, then has all written that was taken. */
    void flush() {
        outlet.ifPresent(to -> {
            if (asking == Asking.NOT && !unacknowledged.isEmpty()) {
                asking = ask(to) ? Asking.ASKED : Asking.NOT;
            }
            to.flush();
        });
    }

    /** Returns whether the server is asked what it has, and has not said so yet. */
    boolean isAsking() {
        return asking == Asking.ASKED;
    }

    private void askAgain() {
        asking = asking == Asking.IN_VAIN ? Asking.NOT : asking;
    }

    private boolean ask(Outlet to) {
        if (counting) {
            to.send(StreamManagement.request());
            return true;
        }
        int connection = connections;
        int covered = unacknowledged.size();
        return echo.ask(to, answered -> {
            if (connection == connections) {
                asking = Asking.NOT;
                take(covered, answered ? Outgoing.Fate::accepted : fate -> {});
                next();
            }
        });
    }

    /** Has the next one go, where one goes at a time; when the last has gone, all go again as they come. */
    private void next() {
        while (outlet.isPresent() && unacknowledged.isEmpty() && !waiting.isEmpty()) {
            write(outlet.get(), waiting.remove());
        }
        oneAtATime = oneAtATime && !(outlet.isPresent() && isEmpty());
    }

    /** What a server that answers nothing was sent is known to nobody, and keeps nothing else from being sent. */
    private void take(long count, Consumer<Outgoing.Fate> verdict) {
        for (long i = 0; i < count; i++) {
            Outgoing outgoing = unacknowledged.remove();
            bytes -= outgoing.size();
            verdict.accept(outgoing.fate());
        }
    }

    /** Returns whether nothing waits for anything. */
    boolean isEmpty() {
        return waiting.isEmpty() && unacknowledged.isEmpty();
    }

    /** The session ended: whatever is left does not go any more. */
    void end(ClientException why) {
        outlet = Optional.empty();
        List<Outgoing> left = new ArrayList<>(unacknowledged);
        left.addAll(waiting);
        clear();
        left.forEach(outgoing -> outgoing.fate().lost(why));
    }

    private void write(Outlet to, Outgoing outgoing) {
        askAgain();
        if (counting || outgoing.fate().goesAgain()) {
            unacknowledged.add(outgoing);
        } else {
            bytes -= outgoing.size();
        }
        to.send(outgoing.stanza());
        outgoing.wasWritten();
    }
}
