package im.redoubt.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeSchedulerTest {
    private final FakeClock clock = new FakeClock(Instant.EPOCH);
    private final FakeScheduler scheduler = new FakeScheduler(clock);
    private final List<String> ran = new ArrayList<>();

    private void note(String what) {
        ran.add(what + " at " + clock.instant().getEpochSecond());
    }

    @Test
    void runsWhatBecomesDueInTheOrderOfTime() {
        scheduler.schedule(() -> note("late"), Duration.ofSeconds(3));
        scheduler.schedule(() -> note("first"), Duration.ofSeconds(1));
        scheduler.schedule(() -> note("second"), Duration.ofSeconds(1));
        scheduler.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("first at 1", "second at 1");
        assertThat(scheduler.waiting()).isEqualTo(1);
        assertThat(clock.instant().getEpochSecond()).isEqualTo(2);
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(ran).endsWith("late at 3");
    }

    @Test
    void runsWhatIsScheduledOnTheWay() {
        scheduler.schedule(
                () -> {
                    note("one");
                    scheduler.schedule(() -> note("two"), Duration.ofSeconds(1));
                },
                Duration.ofSeconds(1));
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("one at 1", "two at 2");
    }

    @Test
    void runsNothingThatWasCancelled() {
        scheduler.schedule(() -> note("never"), Duration.ofSeconds(1)).run();
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(ran).isEmpty();
    }

    @Test
    void theClockStandsStillAndGoesBothWays() {
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        clock.advance(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH.minusSeconds(3_600));
        assertThat(clock.withZone(ZoneId.of("Europe/Berlin")).instant()).isEqualTo(clock.instant());
    }
}
