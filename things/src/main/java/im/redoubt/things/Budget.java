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

    /** How many acknowledgements of events. */
    static final int ACKNOWLEDGEMENTS_EACH_HOUR = 3_600;

    private final int eachHour;
    private final double eachNano;
    private final Map<BareJid, Left> left = new HashMap<>();

    private record Left(double amount, long nanos) {}

    /**
     * Makes one that is full.
     *
     * @param eachHour how many there are in an hour, and at most at once
     */
    Budget(int eachHour) {
        this.eachHour = eachHour;
        this.eachNano = (double) eachHour / Duration.ofHours(1).toNanos();
    }

    /**
     * Takes one, if there is one left.
     *
     * @param account one that the device is paired with, so that there are only so many
     */
    boolean take(BareJid account, long nanos) {
        Left before = left.getOrDefault(account, new Left(eachHour, nanos));
        double amount = Math.min(eachHour, before.amount() + (nanos - before.nanos()) * eachNano);
        boolean enough = amount >= 1;
        left.put(account, new Left(enough ? amount - 1 : amount, nanos));
        return enough;
    }
}
