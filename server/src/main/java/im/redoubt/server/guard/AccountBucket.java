package im.redoubt.server.guard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all sessions of one account together have used of a {@link TokenRate}; thread-safe.
 *
 * <p>Without it an account multiplies its share by the number of its sessions. Whoever of them charges is told to wait.
 */
public final class AccountBucket {

    private final TokenRate rate;
    private final AtomicLong paidUntil;

    AccountBucket(TokenRate rate) {
        this.rate = rate;
        this.paidUntil = new AtomicLong(rate.now());
    }

    /**
     * Charges what a session just read.
     *
     * @param units how much, in the units of the rate
     * @return how long this session is not to read, in nanoseconds; 0 means read on
     */
    public long charge(long units) {
        long now = rate.now();
        long cost = rate.nanosFor(units);
        while (true) {
            long before = paidUntil.get();
            long after = (before - now < 0 ? now : before) + cost;
            if (paidUntil.compareAndSet(before, after)) {
                return Math.max(0, after - now - rate.burstNanos());
            }
        }
    }

    /** Whether it is as good as a new one. */
    boolean full() {
        return paidUntil.get() - rate.now() <= 0;
    }
}
