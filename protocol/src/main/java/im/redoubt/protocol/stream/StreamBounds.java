package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits that a server announces for its stream (XEP-0478). What is no number, or below what RFC 6120 section 13.12
 * lets a server go, is taken as not announced.
 *
 * @param maxBytes the largest element that it takes, in bytes, at least {@link #LEAST_BYTES}
 * @param idle the silence after which it may close the stream, at least a second
 */
public record StreamBounds(Optional<Integer> maxBytes, Optional<Duration> idle) {
    /** The smallest limit in bytes that a server may have. */
    public static final int LEAST_BYTES = 10_000;

    private static final int MOST_DIGITS = 9;

    static StreamBounds in(Optional<Element> limits) {
        return new StreamBounds(
                limits.flatMap(found -> number(found, "max-bytes")).filter(bytes -> bytes >= LEAST_BYTES),
                limits.flatMap(found -> number(found, "idle-seconds"))
                        .filter(seconds -> seconds > 0)
                        .map(Duration::ofSeconds));
    }

    private static Optional<Integer> number(Element limits, String local) {
        return limits.first(StreamNames.LIMITS, local)
                .map(Element::text)
                .filter(StreamBounds::digits)
                .map(Integer::valueOf);
    }

    private static boolean digits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MOST_DIGITS;
    }
}
