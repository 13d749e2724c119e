package im.redoubt.server.offline;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    /** What has been late before keeps the time at which it should have come; a stamp of somebody else is no stamp of ours. */
    @Test
    void theFirstStampOfOursCounts() {
        Instant first = Instant.parse("2026-11-22T10:00:00Z");
        Element theirs = Delay.stamp(ALICE, first.minusSeconds(60));
        XmlContent once = Delay.stamped(XmlContent.of("jabber:client", List.of(theirs)), DOMAIN, first);
        assertThat(once.elements()).containsExactly(theirs, Delay.stamp(DOMAIN, first));
        assertThat(Delay.stamped(once, DOMAIN, first.plusSeconds(60))).isEqualTo(once);
    }
}
