package im.redoubt.things.pin;

import im.redoubt.protocol.Secret;
import java.util.Arrays;
import java.util.Optional;

/** Which PINs are taken at all: digits, not too few, and none that is tried first. */
public final class PinRules {
    /** The fewest digits. */
    public static final int FEWEST_DIGITS = 6;

    /** The most digits. */
    public static final int MOST_DIGITS = 16;

    /** Why a PIN is not taken. */
    public enum Fault {
        /** There are others than 0 to 9. */
        NOT_DIGITS,
        /** There are too few or too many. */
        LENGTH,
        /** It counts up or down, by the same step each time: 123456, 987654, 111111. */
        COUNTS,
        /** It is a shorter one several times: 121212, 123123. */
        REPEATS,
        /** It has two different digits at most, or goes there and back: 112211, 123321. */
        PATTERN
    }

    private PinRules() {}

    /** Returns what is against a PIN, if there is something. */
    public static Optional<Fault> against(Secret pin) {
        byte[] digits = pin.reveal();
        try {
            return against(digits);
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    private static Optional<Fault> against(byte[] digits) {
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return Optional.of(Fault.NOT_DIGITS);
            }
        }
        if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) {
            return Optional.of(Fault.LENGTH);
        }
        if (counts(digits)) {
            return Optional.of(Fault.COUNTS);
        }
        if (repeats(digits)) {
            return Optional.of(Fault.REPEATS);
        }
        return isPattern(digits) ? Optional.of(Fault.PATTERN) : Optional.empty();
    }

    private static boolean counts(byte[] digits) {
        int step = Math.floorMod(digits[1] - digits[0], 10);
        for (int i = 2; i < digits.length; i++) {
            if (Math.floorMod(digits[i] - digits[i - 1], 10) != step) {
                return false;
            }
        }
        return true;
    }

    private static boolean repeats(byte[] digits) {
        for (int period = 1; period <= digits.length / 2; period++) {
            int at = period;
            while (at < digits.length && digits[at] == digits[at - period]) {
                at++;
            }
            if (at == digits.length) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPattern(byte[] digits) {
        boolean palindrome = true;
        int seen = 0;
        for (int i = 0; i < digits.length; i++) {
            palindrome &= digits[i] == digits[digits.length - 1 - i];
            seen |= 1 << (digits[i] - '0');
        }
        return palindrome || Integer.bitCount(seen) <= 2;
    }
}
