package im.redoubt.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** So many events of a kind in a minute, and the number of the others. */
class EventGateTest {
    private static final Instant MINUTE = Instant.parse("2026-11-22T04:00:00Z");

    private final EventGate gate = new EventGate(5);

    private int admitted(EventKind kind, Instant now, int times) {
        int count = 0;
        for (int i = 0; i < times; i++) {
            count += gate.admits(kind, now) ? 1 : 0;
        }
        return count;
    }

    private static SecurityEvent suppressed(EventKind kind, long count) {
        return new SecurityEvent.LogChanged(LogChange.EVENTS_SUPPRESSED, Optional.of(kind), count);
    }

    @Test
    @Tag("D-105")
    void aKindThatAStrangerCausesHasItsRate() {
        assertThat(admitted(EventKind.REFUSED, MINUTE, 1_000)).isEqualTo(5);
        assertThat(admitted(EventKind.REFUSED, MINUTE.plusSeconds(59), 1_000)).isZero();
        assertThat(admitted(EventKind.REFUSED, MINUTE.plusSeconds(60), 1_000)).isEqualTo(5);
    }

    @Test
    @Tag("D-105")
    void noKindHidesBehindAnother() {
        admitted(EventKind.SIGN_IN_FAILED, MINUTE, 1_000_000);
        for (EventKind kind : EventKind.values()) {
            if (kind != EventKind.SIGN_IN_FAILED) {
                assertThat(gate.admits(kind, MINUTE)).as("%s", kind).isTrue();
            }
        }
    }

    @Test
    void kindsThatNeedARightPasswordHaveMoreRoom() {
        assertThat(admitted(EventKind.SIGN_IN, MINUTE, 1_000)).isEqualTo(50);
        assertThat(admitted(EventKind.ADMINISTRATION, MINUTE, 1_000)).isEqualTo(50);
    }

    @Test
    @Tag("D-105")
    @Tag("SRV-09")
    void whatWasNotWrittenIsCountedAndToldOnceWhenTheMinuteIsOver() {
        admitted(EventKind.REFUSED, MINUTE, 12);
        admitted(EventKind.LIMIT_REACHED, MINUTE, 6);
        assertThat(gate.summaries(MINUTE.plusSeconds(59), false)).isEmpty();

        List<SecurityEvent> told = gate.summaries(MINUTE.plusSeconds(60), false);

        assertThat(told)
                .containsExactlyInAnyOrder(suppressed(EventKind.REFUSED, 7), suppressed(EventKind.LIMIT_REACHED, 1));
        assertThat(gate.summaries(MINUTE.plusSeconds(61), false)).isEmpty();
    }

    @Test
    void atTheEndEverythingIsTold() {
        admitted(EventKind.REFUSED, MINUTE, 6);
        assertThat(gate.summaries(MINUTE, true)).containsExactly(suppressed(EventKind.REFUSED, 1));
    }

    @Test
    void aClockThatIsSetBackOpensANewMinute() {
        admitted(EventKind.REFUSED, MINUTE, 10);
        assertThat(admitted(EventKind.REFUSED, MINUTE.minus(Duration.ofDays(1)), 10))
                .isEqualTo(5);
        assertThat(admitted(EventKind.REFUSED, Instant.EPOCH.minusSeconds(1), 10))
                .isEqualTo(5);
    }
}
