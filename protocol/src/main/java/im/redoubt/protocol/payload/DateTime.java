package im.redoubt.protocol.payload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** A moment as XEP-0082 writes it (section 3.2): a date, a time and an offset, in ASCII digits. */
public final class DateTime {
    // Not \d: on Android that is a digit of any script.
    private static final Pattern FORM = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?" + "(Z|[+-][0-9]{2}:[0-9]{2})");

    private DateTime() {}

    /**
     * Reads a moment.
     *
     * @param text the text, of any length
     * @return the moment, of the years 0 to 9999, or nothing if the text is none
     */
    public static Optional<Instant> parse(String text) {
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
