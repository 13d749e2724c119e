package im.redoubt.server.offline;

import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's own stamps (XEP-0203 section 4). */
class DelayTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:00:00.123456Z,2026-11-22T10:00:00.123Z",
        "2026-11-22T10:00:00.999999999Z,2026-11-22T10:00:00.999Z",
        "2026-11-22T10:00:00Z,2026-11-22T10:00:00Z"
    })
    void theStampIsInUtcToTheMillisecond(Instant instant, String stamp) {
        assertThat(Delay.stamp(DOMAIN, instant).attribute("stamp")).contains(stamp);
    }
}
