package im.redoubt.server.pep;

import java.util.Optional;

/** Numbers as clients write them. */
final class Numbers {
    private static final int MOST_DIGITS = 9;

    private Numbers() {}

    /** Returns a number that is not negative, or nothing if it is none or has more than nine digits. */
    static Optional<Integer> read(String text) {
        boolean isNumber = !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isNumber ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
