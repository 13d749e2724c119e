package im.redoubt.server.filter;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.filter.FilterRule.Rate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much of what a rule is about each account has sent: a token bucket for each rule and account. Guarantee: there are at most
 * {@value #MOST_BUCKETS}; when there would be more, the one that was not used for longest is forgotten. Any thread may ask.
 */
final class SenderRates {
    static final int MOST_BUCKETS = 20_000;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    // Until when an account has used up what it may send, as nanoseconds of the clock.
    private final Map<Key, Long> usedUntil = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(String rule, BareJid sender) {}

    /** Measures with a clock like {@link System#nanoTime}. */
    SenderRates(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes a token. Returns whether there was none left; then nothing was taken. */
    synchronized boolean isExceeded(String rule, Rate rate, BareJid sender) {
        long now = nanoTime.getAsLong();
        long cost = MINUTE_NANOS / rate.perMinute();
        Key key = new Key(rule, sender);
        long used = usedUntil.getOrDefault(key, now);
        long after = (used - now > 0 ? used : now) + cost;
        if (after - now > cost * rate.burst()) {
            return true;
        }
        usedUntil.put(key, after);
        if (usedUntil.size() > MOST_BUCKETS) {
            usedUntil.remove(usedUntil.keySet().iterator().next());
        }
        return false;
    }

    synchronized int size() {
        return usedUntil.size();
    }
}
