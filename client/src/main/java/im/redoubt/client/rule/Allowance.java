package im.redoubt.client.rule;

import java.time.Duration;

/**
 * How many at once, and how soon there may be one more.
 *
 * @param burst how many at once, 1 to {@link #MOST_AT_ONCE}
 * @param every how long until there may be one more, a microsecond to a day
 */
public record Allowance(int burst, Duration every) {
    /** The most at once. */
    public static final int MOST_AT_ONCE = 10_000;

    private static final Duration SHORTEST = Duration.ofNanos(1_000);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Checks the bounds. */
    public Allowance {
        if (burst < 1 || burst > MOST_AT_ONCE || every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("1 to " + MOST_AT_ONCE + " at once, one more every microsecond to day");
        }
    }

    /** Returns the allowance of {@code burst} at once and one more after each {@code every}. */
    public static Allowance of(int burst, Duration every) {
        return new Allowance(burst, every);
    }
}
