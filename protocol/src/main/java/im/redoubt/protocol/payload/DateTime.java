package im.redoubt.protocol.payload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** A moment as XEP-0082 writes it (section 3.2): a date, a time and an offset, in ASCII digits. */
public final class DateTime {
    // Not \d: on Android that is a digit of any script.
    private static final Pattern FORM = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?" + "(Z|[+-][0-9]{2}:[0-9]{2})");

    private static final String USUAL = "0000-00-00T00:00:00Z";
    private static final String WITH_MILLIS = "0000-00-00T00:00:00.000Z";

    private DateTime() {}

    /**
     * Reads a moment.
     *
     * @param text the text, of any length
     * @return the moment, of the years 0 to 9999, or nothing if the text is none
     */
    public static Optional<Instant> parse(String text) {
        return isUsual(text) ? usual(text) : any(text);
    }

    /** Most servers write whole seconds or thousandths in UTC, and each message of an archive has a moment. */
    private static boolean isUsual(String text) {
        int length = text.length();
        if ((length != USUAL.length() && length != WITH_MILLIS.length()) || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char form = WITH_MILLIS.charAt(i);
            char c = text.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Instant> usual(String text) {
        int millis = text.length() == USUAL.length() ? 0 : number(text, 20, 23);
        try {
            return Optional.of(LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            millis * 1_000_000)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static int number(String digits, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + digits.charAt(i) - '0';
        }
        return number;
    }

    private static Optional<Instant> any(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
