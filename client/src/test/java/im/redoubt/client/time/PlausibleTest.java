package im.redoubt.client.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times that others say. */
final class PlausibleTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    @ParameterizedTest
    @Tag("S-19")
    @CsvSource({
        "1999-01-01T00:00:00Z, true",
        "1998-12-31T23:59:59.999999999Z, false",
        "2026-11-30T10:00:00Z, true",
        "2026-11-30T10:00:00.000000001Z, false",
        "+1000000000-12-31T23:59:59.999999999Z, false",
        "-1000000000-01-01T00:00:00Z, false"
    })
    void whatCannotBeIsNone(Instant said, boolean plausible) {
        assertThat(Plausible.past(said, NOW).isPresent()).isEqualTo(plausible);
    }
}
