package im.redoubt.server.filter;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Of which catches of one rule there are events: so many in a minute, so that no flood of one rule fills the log or hides another
 * one's, and one more at each tenfold of that, so that a flood shows while it lasts. The rest is counted, and the next event says how
 * many those were. Any thread may ask.
 */
final class Reports {
    /** Events of one rule in a minute. */
    static final int MOST_PER_MINUTE = 10;

    private static final long TENFOLD = 10;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private boolean begun;
    private long since;
    private long caught;
    private long next;
    private long untold;

    /**
     * A rule has caught something.
     *
     * @param now the time, like {@link System#nanoTime}
     * @return how many were not told of before, if this one is to be told of
     */
    synchronized OptionalLong due(long now) {
        if (!begun || now - since >= MINUTE_NANOS) {
            begun = true;
            since = now;
            caught = 0;
            next = TENFOLD * MOST_PER_MINUTE;
        }
        caught++;
        if (caught > MOST_PER_MINUTE && caught < next) {
            untold++;
            return OptionalLong.empty();
        }
        if (caught >= next) {
            next *= TENFOLD;
        }
        long before = untold;
        untold = 0;
        return OptionalLong.of(before);
    }
}
