package im.redoubt.things.pin;

import im.redoubt.protocol.Secret;
import im.redoubt.things.key.VerifyingKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets a PIN be tried a few times. Each of those whom the device was paired with has tries of his own, so that one who guesses does not lock out
 * the others; when they are used up he waits, twice as long after each further one, and the device tells that somebody guesses.
 *
 * <p>Guarantee: a try counts before it is looked at, so that none is free for whoever cuts the power; after a restart the wait begins anew.
 *
 * <p>Not thread-safe.
 */
public final class PinLock {
    /** How often somebody may be wrong before he waits. */
    public static final int FREE_TRIES = 3;

    /** How long he waits at first. */
    public static final Duration FIRST_WAIT = Duration.ofMinutes(1);

    /** How long he waits at most. */
    public static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** What came of a try. */
    public enum Outcome {
        /** It is the PIN. */
        RIGHT,
        /** It is not. */
        WRONG,
        /** It was not looked at: too many were wrong before. */
        LOCKED,
        /** No PIN was chosen yet, so nothing is one. */
        NOT_SET
    }

    private final PinRecord kept;
    private final Consumer<VerifyingKey> tampered;
    // Since when each waits, by the device's own clock.
    private final Map<VerifyingKey, Long> waiting = new HashMap<>();
    private final long startedAt;

    /**
     * Makes one.
     *
     * @param kept what is kept over restarts
     * @param tampered hears of whoever has used up his tries, each time he is wrong from then on
     * @param nanos the time of the device's own clock
     */
    public PinLock(PinRecord kept, Consumer<VerifyingKey> tampered, long nanos) {
        this.kept = kept;
        this.tampered = tampered;
        this.startedAt = nanos;
    }

    /** Returns how long somebody has to wait before he may try. */
    public Duration wait(VerifyingKey peer, long nanos) {
        int failures = kept.failures(peer);
        if (failures < FREE_TRIES) {
            return Duration.ZERO;
        }
        Duration whole = waitAfter(failures);
        Duration left = whole.minusNanos(nanos - waiting.getOrDefault(peer, startedAt));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Tries a PIN.
     *
     * @param peer who says it
     * @param pin what he says; the caller still owns and closes it
     * @param nanos the time of the device's own clock
     */
    public Outcome attempt(VerifyingKey peer, Secret pin, long nanos) {
        Optional<PinHash> right = kept.pin();
        if (!right.isPresent()) {
            return Outcome.NOT_SET;
        }
        if (!wait(peer, nanos).isZero()) {
            return Outcome.LOCKED;
        }
        int failures = Math.min(kept.failures(peer) + 1, Integer.MAX_VALUE - 1);
        kept.failures(peer, failures);
        waiting.put(peer, nanos);
        if (right.get().matches(pin)) {
            kept.failures(peer, 0);
            waiting.remove(peer);
            return Outcome.RIGHT;
        }
        if (failures >= FREE_TRIES) {
            tampered.accept(peer);
        }
        return Outcome.WRONG;
    }

    private static Duration waitAfter(int failures) {
        int doublings = Math.min(failures - FREE_TRIES, 20);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
