package im.redoubt.client;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stream.ClientResumption;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.Resumability;
import im.redoubt.protocol.stream.StreamManagement;
import java.util.Optional;

/** What a session counts of what came (XEP-0198 section 4), over all connections that carry it, and by what it can go on. */
final class Counting {
    private final boolean on;
    private final Optional<Resumability> resumability;
    private final Optional<FullJid> address;
    private long taken;

    private Counting(boolean on, Optional<Resumability> resumability, Optional<FullJid> address) {
        this.on = on;
        this.resumability = resumability;
        this.address = address;
    }

    /** Nothing is counted. */
    static Counting off() {
        return new Counting(false, Optional.empty(), Optional.empty());
    }

    /** Returns the counting of a session that begins. */
    static Counting of(ClientSession session) {
        return session.counting()
                .map(how -> new Counting(true, how.resumability(), Optional.of(session.address())))
                .orElseGet(Counting::off);
    }

    /** Returns whether stanzas are counted. */
    boolean on() {
        return on;
    }

    /** A stanza was handled. */
    void took() {
        taken = (taken + 1) % StreamManagement.MODULUS;
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
