package im.redoubt.things;

import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How much work a device does for each of the accounts that it is paired with (IOT-05): a bucket that fills again over an hour.
 *
 * <p>Not thread-safe.
 */
final class Budget {
    /** How many commands and questions of one account are looked at within an hour. */
    static final int EACH_HOUR = 600;

    private static final double EACH_NANO =
            (double) EACH_HOUR / Duration.ofHours(1).toNanos();

    private final Map<BareJid, Left> left = new HashMap<>();

    private record Left(double amount, long nanos) {}

    /**
     * Takes one, if there is one left.
     *
     * @param account one that the device is paired with, so that there are only so many
     */
    boolean take(BareJid account, long nanos) {
        Left before = left.getOrDefault(account, new Left(EACH_HOUR, nanos));
        double amount = Math.min(EACH_HOUR, before.amount() + (nanos - before.nanos()) * EACH_NANO);
        boolean enough = amount >= 1;
        left.put(account, new Left(enough ? amount - 1 : amount, nanos));
        return enough;
    }
}
