package im.redoubt.client;

import im.redoubt.protocol.stanza.Stanza;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an application has handed over and the loop has not taken yet, since a write to a server that does not read holds it up. It
 * is bounded like what waits behind it. Any thread may use it.
 */
final class Handover {
    private static final long AROUND_BYTES = 200;

    private final AtomicLong bytes = new AtomicLong();

    /** Returns whether there is room for a stanza, which is then to be {@link #taken}. */
    boolean admits(Stanza stanza) {
        if (bytes.addAndGet(size(stanza)) <= Outbox.MOST_BYTES) {
            return true;
        }
        taken(stanza);
        return false;
    }

    /** The loop has it. */
    void taken(Stanza stanza) {
        bytes.addAndGet(-size(stanza));
    }

    private static long size(Stanza stanza) {
        return AROUND_BYTES + stanza.content().size();
    }
}
