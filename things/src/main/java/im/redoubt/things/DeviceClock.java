package im.redoubt.things;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time of a device whose clock may be anything when it starts (IOT-01): it is known when the server, which has proved itself by its pin,
 * has said it, and it is never earlier than what is kept from before, or than this program was built. A server that was wrong and was set right is
 * believed again, down to what is kept.
 *
 * <p>Thread-safe.
 */
final class DeviceClock {
    /** This program was not written before. */
    static final Instant BUILT = Instant.parse("2026-11-22T00:00:00Z");

    /** What says that it is later is wrong, and could not be written down any more in the end. */
    static final Instant NEVER = BUILT.plus(Duration.ofDays(30 * 365));

    private final LongSupplier nanos;
    private Instant floor;
    private Instant base;
    private long baseNanos;
    private boolean known;

    /**
     * Starts it.
     *
     * @param nanos the time of the device's own clock, in nanoseconds, which nobody can set
     * @param floor what was known before the start
     */
    DeviceClock(LongSupplier nanos, Instant floor) {
        this.nanos = nanos;
        this.floor = floor.isAfter(BUILT) ? floor : BUILT;
        this.base = this.floor;
        this.baseNanos = nanos.getAsLong();
    }

    long nanos() {
        return nanos.getAsLong();
    }

    /** Returns what the time is at least. */
    synchronized Instant atLeast() {
        return base.plus(Duration.ofNanos(nanos.getAsLong() - baseNanos));
    }

    /** Returns what time it is, if that is known. */
    synchronized Optional<Instant> now() {
        return known ? Optional.of(atLeast()) : Optional.empty();
    }

    /** The server says what time it is. One that is before what is kept is not believed, nor one that no device lives to see. */
    synchronized void hear(Instant time) {
        if (time.isBefore(NEVER)) {
            base = time.isAfter(floor) ? time : floor;
            baseNanos = nanos.getAsLong();
            known = true;
        }
    }

    /** It is kept that it cannot be earlier than this. */
    synchronized void kept(Instant time) {
        floor = time.isAfter(floor) ? time : floor;
    }
}
