package im.redoubt.things;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time of a device whose clock may be anything when it starts (IOT-01): it is known when the server, which has proved itself by its pin,
 * has said it, and it is never earlier than what was known before the start, or than this program was built.
 *
 * <p>Thread-safe.
 */
final class DeviceClock {
    /** This program was not written before. */
    static final Instant BUILT = Instant.parse("2026-11-22T00:00:00Z");

    private final LongSupplier nanos;
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
        this.base = floor.isAfter(BUILT) ? floor : BUILT;
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

    /** The server says what time it is. A time that is over is not believed. */
    synchronized void hear(Instant time) {
        Instant least = atLeast();
        base = time.isAfter(least) ? time : least;
        baseNanos = nanos.getAsLong();
        known = true;
    }
}
