package im.redoubt.server.guard;

import java.util.function.LongSupplier;

/**
 * The debts of any number of keys in a fixed amount of memory. A debt is a time; it is paid off by waiting.
 *
 * <p>A count-min sketch whose counters are moments: a key has one cell in each row, a cell holds the moment until which
 * the debt lasts, and the debt is the least of the key's cells. So decay costs nothing, and nothing is ever evicted.
 *
 * <p>Guarantee: a debt is never shown smaller than it is, whatever else was added. It is shown larger only when other
 * keys in debt share all cells of a key: with 1,000 keys in debt about one stranger in 10^6, with 100,000 most.
 * Memory is {@value #ROWS} × {@value #CELLS} × 8 bytes = 1 MiB.
 */
final class DebtSketch {

    static final int ROWS = 4;
    static final int CELLS = 1 << 15;

    private final long[] untilNanos = new long[ROWS * CELLS];
    private final LongSupplier nanoTime;
    private final long origin;
    private final long mostNanos;

    /**
     * Makes an empty sketch.
     *
     * @param nanoTime the clock, in nanoseconds from any origin
     * @param mostNanos the largest debt that is kept, in nanoseconds: after this time everything is forgiven
     */
    DebtSketch(LongSupplier nanoTime, long mostNanos) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.mostNanos = mostNanos;
    }

    /** The debt of a key, in nanoseconds; its hash must come from a keyed hash of 64 bits. */
    synchronized long debt(long hash) {
        return Math.max(0, until(hash) - now());
    }

    /** Adds to the debt of a key and returns the debt now, both in nanoseconds. */
    synchronized long add(long hash, long nanos) {
        long now = now();
        long debt = Math.min(mostNanos, Math.max(0, until(hash) - now) + nanos);
        for (int row = 0; row < ROWS; row++) {
            int cell = cell(hash, row);
            untilNanos[cell] = Math.max(untilNanos[cell], now + debt);
        }
        return debt;
    }

    private long until(long hash) {
        long least = Long.MAX_VALUE;
        for (int row = 0; row < ROWS; row++) {
            least = Math.min(least, untilNanos[cell(hash, row)]);
        }
        return least;
    }

    /** Each row takes other bits of the hash: 4 × 15 of 64. */
    private static int cell(long hash, int row) {
        return row * CELLS + (int) ((hash >>> (row * 16)) & (CELLS - 1));
    }

    private long now() {
        return nanoTime.getAsLong() - origin;
    }
}
