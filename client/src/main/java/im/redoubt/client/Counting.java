package im.redoubt.client;

import im.redoubt.protocol.stream.StreamManagement;

/** What a stream counts of what came (XEP-0198 section 4), and by what it can go on. */
final class Counting {
    private final boolean on;
    private long taken;

    private Counting(boolean on) {
        this.on = on;
    }

    /** Nothing is counted. */
    static Counting off() {
        return new Counting(false);
    }

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
}
