package im.redoubt.client.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.extension.Refusal.Reason;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {
    private static final Kind<BigDecimal> DECIMAL = Kind.decimal(new BigDecimal("-1.5"), new BigDecimal("100"), 3);
    private static final Kind<Duration> DURATION = Kind.duration(Duration.ofDays(7));
    private static final Kind<Long> ANY_LONG = Kind.longInteger(Long.MIN_VALUE, Long.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-1", "10", "9223372036854775807", "-9223372036854775808"})
    void aWholeNumberIsReadAsItIsWritten(String text) {
        assertThat(ANY_LONG.read(text).value().map(ANY_LONG::write)).contains(text);
    }

    @ParameterizedTest
    @Tag("S-19")
    @ValueSource(
            strings = {"9223372036854775808", "-9223372036854775809", "18446744073709551616", "100000000000000000000000"
            })
    void whatFitsNoLongIsOutOfRange(String text) {
        assertThat(ANY_LONG.read(text).refusal()).contains(new Refusal(Reason.OUT_OF_RANGE, ""));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1.5", "100", "100.000", "0.125", "99.999", "-0.5", "0.0", "-0.0"})
    void aDecimalNumberIsReadAsItIsWritten(String text) {
        assertThat(DECIMAL.read(text).value()).contains(new BigDecimal(text));
        assertThat(DECIMAL.read(DECIMAL.write(new BigDecimal(text))).value()).contains(new BigDecimal(text));
    }

    @ParameterizedTest
    @Tag("S-19")
    @CsvSource({
        "-1.501,OUT_OF_RANGE",
        "100.001,OUT_OF_RANGE",
        "0.1234,OUT_OF_RANGE",
        "1e2,MALFORMED",
        "1E-999999999,MALFORMED",
        ".5,MALFORMED",
        "5.,MALFORMED",
        "+5,MALFORMED",
        "05,MALFORMED",
        "1_0,MALFORMED",
        "'1,0',MALFORMED",
        "NaN,MALFORMED",
        "INF,MALFORMED",
        "'',MALFORMED",
        "'1 ',MALFORMED",
        "\u0661.5,MALFORMED",
        "1111111111111111111111111111111111111111111111111111111111111,TOO_LARGE"
    })
    void whatIsNoDecimalNumberInItsBoundsIsRefused(String text, Reason reason) {
        assertThat(DECIMAL.read(text).refusal()).contains(new Refusal(reason, ""));
    }

    @Test
    @Tag("S-19")
    @Timeout(5)
    void aNumberIsNotWrittenOutThatNobodyWouldRead() {
        for (String huge : new String[] {"1E+999999999", "1E-999999999", "-1E+2147483647"}) {
            assertThat(DECIMAL.write(new BigDecimal(huge))).hasSizeLessThan(100);
            assertThat(DECIMAL.read(DECIMAL.write(new BigDecimal(huge))).value())
                    .isEmpty();
        }
        assertThat(DECIMAL.write(new BigDecimal("1E+2"))).isEqualTo("100");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "1,true", "0,false"})
    void aTruthValueHasTwoForms(String text, boolean value) {
        assertThat(Kind.truth().read(text).value()).contains(value);
        assertThat(Kind.truth().write(value)).isEqualTo(Boolean.toString(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "True", "TRUE", "yes", "2", " true", "00"})
    void nothingElseIsTrueOrFalse(String text) {
        assertThat(Kind.truth().read(text).refusal()).contains(new Refusal(Reason.MALFORMED, ""));
    }

    @ParameterizedTest
    @CsvSource({"PT0S,PT0S", "P7D,PT168H", "P1DT2H3M4.5S,PT26H3M4.5S", "PT1M,PT1M", "P1D,PT24H", "PT604800S,PT168H"})
    void aLengthOfTimeIsRead(String text, String written) {
        Optional<Duration> duration = DURATION.read(text).value();
        assertThat(duration.map(DURATION::write)).contains(written);
        assertThat(DURATION.read(written).value()).isEqualTo(duration);
    }

    @ParameterizedTest
    @Tag("S-19")
    @CsvSource({
        "P7DT0.000000001S,OUT_OF_RANGE",
        "P999999999DT999999999H999999999M999999999S,OUT_OF_RANGE",
        "-PT1S,MALFORMED",
        "PT-1S,MALFORMED",
        "P,MALFORMED",
        "PT,MALFORMED",
        "P1DT,MALFORMED",
        "P1Y,MALFORMED",
        "P1M,MALFORMED",
        "PT1.S,MALFORMED",
        "PT1.0000000001S,MALFORMED",
        "PT1H1D,MALFORMED",
        "P9999999999D,MALFORMED",
        "pt1s,MALFORMED",
        "PT\u0661S,MALFORMED",
        "1,MALFORMED",
        "'',MALFORMED"
    })
    void whatIsNoLengthOfTimeInItsBoundsIsRefused(String text, Reason reason) {
        assertThat(DURATION.read(text).refusal()).contains(new Refusal(reason, ""));
    }

    @Test
    @Tag("S-19")
    void aMomentIsOfItsYearsOnly() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Kind<Instant> kind = Kind.instant(from, from.plusSeconds(1));
        assertThat(kind.read("2026-01-01T01:00:00+01:00").value()).contains(from);
        assertThat(kind.read("2026-01-01T00:00:01Z").value()).contains(from.plusSeconds(1));
        assertThat(kind.read("2026-01-01T00:00:01.000000001Z").value()).isEmpty();
        assertThat(kind.read("2025-12-31T23:59:59.999Z").value()).isEmpty();
        for (Instant extreme : new Instant[] {Instant.MIN, Instant.MAX}) {
            assertThat(Kind.instant(Instant.MIN, Instant.MAX)
                            .read(extreme.toString())
                            .value())
                    .isEmpty();
        }
    }

    @Test
    void anAddressIsPrepared() {
        assertThat(Kind.jid().read("A@Example.org/X").value()).contains(Jid.of("a@example.org/X"));
        assertThat(Kind.jid().read("@example.org").value()).isEmpty();
        assertThat(Kind.bareJid().read("a@example.org/x").value()).isEmpty();
    }

    @Test
    void bytesAreAValue() {
        Octets octets = Octets.copyOf(new byte[] {1, 2, 3});
        octets.toByteArray()[0] = 9;
        assertThat(octets)
                .isEqualTo(Octets.copyOf(new byte[] {1, 2, 3}))
                .hasSameHashCodeAs(Octets.copyOf(new byte[] {1, 2, 3}))
                .isNotEqualTo(Octets.copyOf(new byte[] {1, 2, 4}))
                .isNotEqualTo(Octets.copyOf(new byte[] {1, 2}))
                .hasToString("3 bytes");
        assertThat(Kind.bytes(3).read(Kind.bytes(3).write(octets)).value()).contains(octets);
        assertThat(Kind.bytes(0).read("").value()).contains(Octets.copyOf(new byte[0]));
    }

    @Test
    void anEnumWhoseConstantsLookAlikeIsRefused() {
        assertThatThrownBy(() -> Kind.oneOf(Twins.class)).isInstanceOf(IllegalArgumentException.class);
    }

    private enum Twins {
        A_B,
        a_b
    }

    @Test
    void boundsMakeSense() {
        assertThatThrownBy(() -> Kind.integer(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kind.text(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kind.text(Unverified.MOST_CHARS + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kind.bytes(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kind.duration(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kind.instant(Instant.MAX, Instant.MIN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kind.decimal(BigDecimal.ONE, BigDecimal.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kind.decimal(BigDecimal.ONE, BigDecimal.ONE, Kind.MOST_PLACES + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** What somebody chose to be slow is read, or refused, in time that its length bounds. */
    @Test
    @Tag("S-19")
    @Tag("D-103")
    @Timeout(10)
    void longTextsCostNoMoreThanTheirLength() {
        char[] digits = new char[Unverified.MOST_CHARS];
        Arrays.fill(digits, '9');
        String nines = new String(digits);
        for (Kind<?> kind : new Kind<?>[] {
            ANY_LONG,
            DECIMAL,
            DURATION,
            Kind.truth(),
            Kind.instant(),
            Kind.jid(),
            Kind.bareJid(),
            Kind.bytes(10),
            Kind.text(10)
        }) {
            for (String text : new String[] {nines, "-" + nines, "0." + nines, "P" + nines + "D"}) {
                assertThat(kind.read(text).value()).isEmpty();
            }
        }
    }
}
