package im.redoubt.client.extension;

import im.redoubt.client.extension.Refusal.Reason;
import im.redoubt.protocol.sasl.CanonicalBase64;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers, truth values, lengths of time and bytes of any text, in time that its length bounds. */
final class Numbers {
    private static final int MOST_DIGITS = 60;
    private static final int MOST_LONG_CHARS = 20;
    private static final int MOST_DURATION_CHARS = 60;
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern DURATION =
            Pattern.compile("P(?=.)([0-9]{1,9}D)?(T(?=.)([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?");

    private Numbers() {}

    static Decoded<Long> integer(String text, long least, long most) {
        if (!INTEGER.matcher(text).matches()) {
            return Decoded.refused(Reason.MALFORMED);
        }
        // To read a longer one would cost something, and change nothing.
        if (text.length() > MOST_LONG_CHARS) {
            return Decoded.refused(Reason.OUT_OF_RANGE);
        }
        try {
            long value = Long.parseLong(text);
            return value < least || value > most ? Decoded.refused(Reason.OUT_OF_RANGE) : new Decoded.Value<>(value);
        } catch (NumberFormatException fitsNoLong) {
            return Decoded.refused(Reason.OUT_OF_RANGE);
        }
    }

    static Decoded<BigDecimal> decimal(String text, BigDecimal least, BigDecimal most, int mostPlaces) {
        if (text.length() > MOST_DIGITS) {
            return Decoded.refused(Reason.TOO_LARGE);
        }
        if (!DECIMAL.matcher(text).matches()) {
            return Decoded.refused(Reason.MALFORMED);
        }
        BigDecimal value = new BigDecimal(text);
        boolean within = value.scale() <= mostPlaces && value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        return within ? new Decoded.Value<>(value) : Decoded.refused(Reason.OUT_OF_RANGE);
    }

    /** Writes without an exponent; what would become longer than may be read is not written out at all. */
    static String plain(BigDecimal value) {
        boolean tooLong = value.scale() > MOST_DIGITS || value.precision() - (long) value.scale() > MOST_DIGITS;
        return tooLong ? value.toString() : value.toPlainString();
    }

    static Decoded<Boolean> truth(String text) {
        if (text.equals("true") || text.equals("1")) {
            return new Decoded.Value<>(true);
        }
        return text.equals("false") || text.equals("0")
                ? new Decoded.Value<>(false)
                : Decoded.refused(Reason.MALFORMED);
    }

    static Optional<Duration> duration(String text) {
        boolean formed =
                text.length() <= MOST_DURATION_CHARS && DURATION.matcher(text).matches();
        return formed ? Optional.of(Duration.parse(text)) : Optional.empty();
    }

    static Decoded<Octets> bytes(String text, int mostBytes) {
        if (text.length() > (mostBytes + 2L) / 3 * 4) {
            return Decoded.refused(Reason.TOO_LARGE);
        }
        Decoded<Octets> octets = CanonicalBase64.decode(text)
                .<Decoded<Octets>>map(bytes -> new Decoded.Value<>(Octets.copyOf(bytes)))
                .orElseGet(() -> Decoded.refused(Reason.MALFORMED));
        return octets.then(o -> o.length() > mostBytes ? Decoded.refused(Reason.TOO_LARGE) : octets);
    }

    static String base64(Octets octets) {
        return CanonicalBase64.encode(octets.toByteArray());
    }
}
