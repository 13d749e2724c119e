package im.redoubt.client;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stream.ClientResumption;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.Resumability;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import java.util.Optional;
import java.util.OptionalLong;

/** What a session counts of what came (XEP-0198 section 4), over all connections that carry it, and by what it can go on. */
final class Counting {
    private final boolean on;
    private final Optional<Resumability> resumability;
    private final Optional<FullJid> address;
    private long taken;
    private Optional<Unreadable> last = Optional.empty();

    /** What could not be read, and behind how many stanzas of a session; none where another one has begun since. */
    private record Unreadable(StreamError why, OptionalLong behind) {
        boolean isAgain(StreamError now, long taken) {
            return why.equals(now) && behind.orElse(taken) == taken;
        }
    }

    private Counting(boolean on, Optional<Resumability> resumability, Optional<FullJid> address) {
        this.on = on;
        this.resumability = resumability;
        this.address = address;
    }

    /** Nothing is counted. */
    static Counting off() {
        return new Counting(false, Optional.empty(), Optional.empty());
    }

    /** Returns the counting of a session that begins behind this one. */
    Counting next(ClientSession session) {
        Counting next = session.counting()
                .map(how -> new Counting(true, how.resumability(), Optional.of(session.address())))
                .orElseGet(Counting::off);
        next.last = last.map(before -> new Unreadable(before.why(), OptionalLong.empty()));
        return next;
    }

    /** Returns whether stanzas are counted. */
    boolean on() {
        return on;
    }

    /** A stanza was handled. */
    void took() {
        taken = (taken + 1) % StreamManagement.MODULUS;
    }

    /**
     * What came next cannot be read, which ends the connection. What was not acknowledged comes again on the next one (section 5), so
     * what cannot be read there either is a stanza, and would end every connection: it counts as handled, by not believing it.
     *
     * @return whether it does
     */
    boolean givesUp(StreamError why) {
        boolean again = on && last.filter(before -> before.isAgain(why, taken)).isPresent();
        last = again ? Optional.empty() : Optional.of(new Unreadable(why, OptionalLong.of(taken)));
        if (again) {
            took();
        }
        return again;
    }

    /** Returns how many. */
    long taken() {
        return taken;
    }

    /** Returns what asks for this session to go on, if it can. */
    Optional<ClientResumption> resumption() {
        return resumability.flatMap(
                how -> address.map(own -> new ClientResumption(how.id(), taken, own, how.location())));
    }
}
