package im.redoubt.server.guard;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A rate with a burst, in units of something (bytes, stanzas), from which buckets are made.
 *
 * <p>One object serves all connections; a bucket itself is one number.
 */
public final class TokenRate {

    /** One charge counts at most as much as this, so that no product overflows. */
    private static final long LARGEST_CHARGE = 1L << 32;

    private final long unitsPerSecond;
    private final long burstNanos;
    private final LongSupplier nanoTime;

    /**
     * Makes a rate.
     *
     * @param unitsPerSecond what is let through in the long run, in units per second, at least 1
     * @param burstUnits what is let through at once after a rest, in units, at least 1
     * @param nanoTime the clock, in nanoseconds from any origin, as {@link System#nanoTime}
     * @throws IllegalArgumentException if a number is below 1, or the burst lasts longer than a day
     */
    public TokenRate(long unitsPerSecond, long burstUnits, LongSupplier nanoTime) {
        if (unitsPerSecond < 1 || burstUnits < 1 || burstUnits / unitsPerSecond > TimeUnit.DAYS.toSeconds(1)) {
            throw new IllegalArgumentException(
                    "rate and burst must be at least 1, and the burst at most a day's worth");
        }
        this.unitsPerSecond = unitsPerSecond;
        this.nanoTime = nanoTime;
        this.burstNanos = (long) ((double) burstUnits / unitsPerSecond * TimeUnit.SECONDS.toNanos(1));
    }

    long now() {
        return nanoTime.getAsLong();
    }

    long burstNanos() {
        return burstNanos;
    }

    /** The time in which the rate lets this much through, rounded up, in nanoseconds. */
    long nanosFor(long units) {
        long charged = Math.clamp(units, 0, LARGEST_CHARGE);
        // The product passes 63 bits only for charges above 9 GB; the clamp above keeps it below.
        return Math.ceilDiv(charged * TimeUnit.SECONDS.toNanos(1), unitsPerSecond);
    }
}
