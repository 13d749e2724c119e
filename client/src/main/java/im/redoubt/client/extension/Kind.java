package im.redoubt.client.extension;

import im.redoubt.client.extension.Refusal.Reason;
import im.redoubt.client.text.InsecureTextAccess;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DateTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What kind of value a field has: how it is written, and within which bounds.
 *
 * <p>Each value is written in one way, and with few exceptions only that one is read: no white space around it, no plus sign, no
 * zeros in front, ASCII digits only. The exceptions are moments (any offset of XEP-0082) and truth values ({@code 1}, {@code 0}).
 *
 * @param <V> the type of the values
 */
public final class Kind<V> {
    /** The earliest moment of {@link #instant()}. */
    public static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    /** The latest moment of {@link #instant()}. */
    public static final Instant LATEST = Instant.parse("2199-12-31T23:59:59Z");

    /** The most digits behind the point of a decimal number. */
    public static final int MOST_PLACES = 30;

    private final Function<String, Decoded<V>> reader;
    private final Function<V, String> writer;

    private Kind(Function<String, Decoded<V>> reader, Function<V, String> writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Text, of which nothing is known but its length.
     *
     * @param mostChars the most characters of Java, 0 to {@link Unverified#MOST_CHARS}
     */
    public static Kind<Unverified> text(int mostChars) {
        requireBounds(mostChars >= 0 && mostChars <= Unverified.MOST_CHARS);
        return new Kind<>(
                text -> Unverified.of(text, mostChars)
                        .<Decoded<Unverified>>map(Decoded.Value::new)
                        .orElseGet(() -> Decoded.refused(Reason.TOO_LARGE)),
                InsecureTextAccess::charactersOf);
    }

    /**
     * One of the constants of an enum, by its name in lower case with hyphens for underscores.
     *
     * @throws IllegalArgumentException if two constants have one name then
     */
    public static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        WireNames<E> names = WireNames.of(type);
        return new Kind<>(
                text -> names.constant(text)
                        .<Decoded<E>>map(Decoded.Value::new)
                        .orElseGet(() -> Decoded.refused(Reason.NOT_LISTED)),
                names::name);
    }

    /** A number without fraction, from {@code least} to {@code most}. */
    public static Kind<Integer> integer(int least, int most) {
        Kind<Long> wide = longInteger(least, most);
        return new Kind<>(
                text -> wide.read(text).then(value -> new Decoded.Value<>(value.intValue())), Object::toString);
    }

    /** A number without fraction, from {@code least} to {@code most}. */
    public static Kind<Long> longInteger(long least, long most) {
        requireBounds(least <= most);
        return new Kind<>(text -> Numbers.integer(text, least, most), Object::toString);
    }

    /**
     * A number with a fraction.
     *
     * @param least the least value
     * @param most the greatest value
     * @param mostPlaces the most digits behind the point, 0 to {@link #MOST_PLACES}
     */
    public static Kind<BigDecimal> decimal(BigDecimal least, BigDecimal most, int mostPlaces) {
        requireBounds(least.compareTo(most) <= 0 && mostPlaces >= 0 && mostPlaces <= MOST_PLACES);
        return new Kind<>(text -> Numbers.decimal(text, least, most, mostPlaces), Numbers::plain);
    }

    /** A truth value: {@code true} or {@code false}. */
    public static Kind<Boolean> truth() {
        return new Kind<>(Numbers::truth, Object::toString);
    }

    /** A moment from {@link #EARLIEST} to {@link #LATEST} (XEP-0082 section 3.2). */
    public static Kind<Instant> instant() {
        return instant(EARLIEST, LATEST);
    }

    /** A moment from {@code earliest} to {@code latest} (XEP-0082 section 3.2). */
    public static Kind<Instant> instant(Instant earliest, Instant latest) {
        requireBounds(!earliest.isAfter(latest));
        return new Kind<>(text -> within(DateTime.parse(text), earliest, latest), Instant::toString);
    }

    /** A length of time from nothing to {@code longest}, in days and smaller units ({@code P1DT2H}, XML Schema 1.1). */
    public static Kind<Duration> duration(Duration longest) {
        requireBounds(!longest.isNegative());
        return new Kind<>(text -> within(Numbers.duration(text), Duration.ZERO, longest), Duration::toString);
    }

    /** The address of an account or a domain. */
    public static Kind<BareJid> bareJid() {
        return new Kind<>(text -> orMalformed(BareJid.parse(text)), BareJid::toString);
    }

    /** An address. */
    public static Kind<Jid> jid() {
        return new Kind<>(text -> orMalformed(Jid.parse(text)), Jid::toString);
    }

    /**
     * Bytes, in Base64 with padding.
     *
     * @param mostBytes the most bytes, 0 to {@link Unverified#MOST_CHARS}
     */
    public static Kind<Octets> bytes(int mostBytes) {
        requireBounds(mostBytes >= 0 && mostBytes <= Unverified.MOST_CHARS);
        return new Kind<>(text -> Numbers.bytes(text, mostBytes), Numbers::base64);
    }

    /**
     * Returns the kind whose values are made of values of this one: an application's own checked type.
     *
     * @param <W> the type
     * @param read makes one, or nothing where there is none for the value
     * @param write returns the value of which {@code read} makes an equal one
     */
    public <W> Kind<W> as(Function<V, Optional<W>> read, Function<W, V> write) {
        return new Kind<>(
                text -> read(text)
                        .then(value -> read.apply(value)
                                .<Decoded<W>>map(Decoded.Value::new)
                                .orElseGet(() -> Decoded.refused(Reason.INCONSISTENT))),
                value -> writer.apply(write.apply(value)));
    }

    Decoded<V> read(String text) {
        return reader.apply(text);
    }

    String write(V value) {
        return writer.apply(value);
    }

    private static <V> Decoded<V> orMalformed(Optional<? extends V> value) {
        return value.<Decoded<V>>map(Decoded.Value::new).orElseGet(() -> Decoded.refused(Reason.MALFORMED));
    }

    private static <V extends Comparable<V>> Decoded<V> within(Optional<V> value, V least, V most) {
        return Kind.<V>orMalformed(value)
                .then(v -> v.compareTo(least) < 0 || v.compareTo(most) > 0
                        ? Decoded.refused(Reason.OUT_OF_RANGE)
                        : new Decoded.Value<>(v));
    }

    private static void requireBounds(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("bounds that nothing can keep to");
        }
    }
}
