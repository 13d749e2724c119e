package im.redoubt.client.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The DateTime profile of XEP-0082, as others write it. */
public final class DateTime {
    private static final int MOST_CHARS = 64;

    private DateTime() {}

    /** Returns the moment that {@code text} names, or nothing if it is none. */
    public static Optional<Instant> parse(String text) {
        if (text.length() > MOST_CHARS) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text.trim()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
