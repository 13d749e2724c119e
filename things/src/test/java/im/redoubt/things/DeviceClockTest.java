package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.extension.Kind;
import im.redoubt.things.Bench.Hand;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Role;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device's clock may be anything at boot; what the server says is believed within reason, and nothing it says stops the device. */
@Tag("IOT-01")
@Tag("I-148")
class DeviceClockTest {
    private long nanos = Long.MAX_VALUE - 5; // of no particular beginning, and it overflows
    private DeviceClock clock = new DeviceClock(() -> nanos, Instant.EPOCH);

    @Test
    void beforeTheServerHasSaidItThereIsOnlyALeast() {
        assertThat(clock.now()).isEmpty();
        assertThat(clock.atLeast()).isEqualTo(DeviceClock.BUILT);
        nanos += Duration.ofHours(1).toNanos();
        assertThat(clock.atLeast()).isEqualTo(DeviceClock.BUILT.plus(Duration.ofHours(1)));
    }

    @Test
    void whatIsBeforeTheProgramOrTheLastStartIsNotBelieved() {
        clock.hear(Instant.EPOCH);
        assertThat(clock.now()).contains(DeviceClock.BUILT);
        Instant floor = DeviceClock.BUILT.plus(Duration.ofDays(40));
        clock = new DeviceClock(() -> nanos, floor);
        clock.hear(floor.minusSeconds(1));
        assertThat(clock.now()).contains(floor);
    }

    /** A server that was wrong and was set right is believed again, down to what the device has written. */
    @Test
    @Tag("I-144")
    void aServerThatWasSetRightIsBelievedDownToWhatIsKept() {
        Instant right = Bench.NOW;
        clock.hear(right);
        clock.kept(right);
        clock.hear(right.plus(Duration.ofHours(5)));
        clock.hear(right.plusSeconds(10));
        assertThat(clock.now()).contains(right.plusSeconds(10));
        clock.hear(right.minusSeconds(10));
        assertThat(clock.now()).contains(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2199-12-31T23:59:58Z", "2300-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z"})
    void whatNoDeviceLivesToSeeIsNoTime(String never) {
        clock.hear(Instant.parse(never));
        assertThat(clock.now()).isEmpty();
        Hand keypad = new Hand("keypad@example.org");
        Bench bench = new Bench().withPin().with(keypad, Role.OWNER);
        bench.core.clock().hear(Instant.parse(never));
        bench.pass(Duration.ofSeconds(5));
        assertThat(bench.answer(keypad, bench.disarm(keypad, Bench.PIN))
                        .orElseThrow()
                        .outcome())
                .isEqualTo(Outcome.DONE);
        bench.core.change(state -> Change.to(state).telling(Toy.INTRUSION, new Toy.Intrusion(1)));
        bench.restart();
        assertThat(bench.core.memory().floor()).isBefore(Kind.LATEST);
        assertThat(bench.core.memory().events().kept()).hasSize(2);
    }

    @Test
    void whatWasKnownIsKeptOverAStart() {
        Bench bench = new Bench();
        bench.core.clock().hear(Bench.NOW);
        bench.core.change(Change::to);
        bench.restart();
        assertThat(bench.core.clock().now()).isEmpty();
        assertThat(bench.core.clock().atLeast()).isEqualTo(Bench.NOW);
    }
}
