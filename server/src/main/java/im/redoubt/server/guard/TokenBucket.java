package im.redoubt.server.guard;

/**
 * What one connection has used of a {@link TokenRate}.
 *
 * <p>Guarantee: a reader that waits as it is told reads in no span of time more than the burst, the rate times the span,
 * and one charge. Nothing is dropped: what was read is charged, and the wait comes before the next reading.
 *
 * <p>Not thread-safe: it belongs to the event loop of its connection. It allocates nothing.
 */
final class TokenBucket {

    private final TokenRate rate;

    /** When everything charged so far would have been through at the bare rate, on the rate's clock. */
    private long paidUntil;

    TokenBucket(TokenRate rate) {
        this.rate = rate;
        this.paidUntil = rate.now();
    }

    /**
     * Charges what was just read.
     *
     * @param units how much, in the units of the rate
     * @return how long not to read, in nanoseconds; 0 means read on
     */
    public long charge(long units) {
        long now = rate.now();
        // Differences, not comparisons: the clock may pass Long.MAX_VALUE.
        long from = paidUntil - now < 0 ? now : paidUntil;
        paidUntil = from + rate.nanosFor(units);
        return Math.max(0, paidUntil - now - rate.burstNanos());
    }
}
