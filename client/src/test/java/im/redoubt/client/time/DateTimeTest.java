package im.redoubt.client.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments as others write them (XEP-0082 section 3.2). */
final class DateTimeTest {
    @ParameterizedTest
    @CsvSource({
        "1969-07-21T02:56:15Z, 1969-07-21T02:56:15Z",
        "1969-07-20T21:56:15-05:00, 1969-07-21T02:56:15Z",
        "2026-11-29T10:00:00.123Z, 2026-11-29T10:00:00.123Z",
        "' 2026-11-29T10:00:00Z ', 2026-11-29T10:00:00Z"
    })
    void momentsAreRead(String text, Instant moment) {
        assertThat(DateTime.parse(text)).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "2026-11-29", "2026-13-29T10:00:00Z", "2026-11-29T10:00:00", "+2026-11-29T10:00:00Z"})
    void whatIsNoneIsNot(String text) {
        assertThat(DateTime.parse(text)).isEmpty();
    }

    @Test
    void lengthIsBounded() {
        assertThat(DateTime.parse("2026-11-29T10:00:00." + "0".repeat(9) + "Z")).isPresent();
        assertThat(DateTime.parse(" ".repeat(60) + "2026-11-29T10:00:00Z")).isEmpty();
    }
}
