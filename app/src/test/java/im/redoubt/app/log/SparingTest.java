package im.redoubt.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** So many lines of a kind in a minute. */
class SparingTest {
    private static final Instant MINUTE = Instant.parse("2026-11-22T04:00:00Z");

    private final LoggerContext context = new LoggerContext();
    private final Sparing sparing = new Sparing();

    private int passed(String logger, String text, Instant when, int times) {
        int count = 0;
        for (int i = 0; i < times; i++) {
            LoggingEvent event = new LoggingEvent(
                    "SparingTest", context.getLogger(logger), Level.ERROR, text, null, new Object[] {i});
            event.setInstant(when);
            count += sparing.decide(event) == FilterReply.DENY ? 0 : 1;
        }
        return count;
    }

    @Test
    @Tag("D-105")
    void aKindHasItsNumberInAMinuteWhateverIsFilledIn() {
        assertThat(passed("a", "a message of {} could not be kept", MINUTE, 10_000))
                .isEqualTo(Sparing.PER_MINUTE);
        assertThat(passed("a", "a message of {} could not be kept", MINUTE.plusSeconds(59), 10))
                .isZero();
        assertThat(passed("a", "a message of {} could not be kept", MINUTE.plusSeconds(60), 10_000))
                .isEqualTo(Sparing.PER_MINUTE);
    }

    @Test
    @Tag("D-105")
    void noKindHidesBehindAnother() {
        passed("a", "one", MINUTE, 10_000);
        assertThat(passed("a", "another", MINUTE, 1)).isOne();
        assertThat(passed("b", "one", MINUTE, 1)).isOne();
    }

    @Test
    void aClockThatIsSetBackOpensANewMinute() {
        passed("a", "one", MINUTE, 100);
        assertThat(passed("a", "one", MINUTE.minusSeconds(86_400), 1)).isOne();
    }
}
