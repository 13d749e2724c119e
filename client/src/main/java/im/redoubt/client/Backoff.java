package im.redoubt.client;

import java.security.SecureRandom;
import java.time.Duration;

/**
 * How long to wait before connecting again. The pause is drawn anew from 0 to a bound that doubles, so that the clients of a
 * server that restarts do not all come at once. Not thread-safe.
 */
public final class Backoff {
    private static final double RESOLUTION = 1 << 24;
    private static final int LONG_AFTER = 4;

    private final Duration first;
    private final Duration longest;
    private final SecureRandom random;
    private int failures;

    /**
     * Makes one.
     *
     * @param first the bound of the first pause
     * @param longest what no bound exceeds
     * @param random draws
     */
    public Backoff(Duration first, Duration longest, SecureRandom random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** Returns the next pause, at least a twentieth of its bound. */
    public Duration next() {
        return drawn(0.05);
    }

    /** Returns the next pause where the server has too much to do: a long one from the beginning, at least half of its bound. */
    public Duration later() {
        failures = Math.max(failures, LONG_AFTER);
        return drawn(0.5);
    }

    private Duration drawn(double least) {
        long bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, 20));
        failures++;
        double share = least + (1 - least) * (random.nextInt((int) RESOLUTION) / RESOLUTION);
        return Duration.ofMillis((long) (bound * share));
    }

    /** A connection stood: the next pause is a short one again. */
    public void succeeded() {
        failures = 0;
    }

    /** Returns how many pauses there were since the last success. */
    int failures() {
        return failures;
    }
}
