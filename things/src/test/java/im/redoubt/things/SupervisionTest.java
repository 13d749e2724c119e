package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.things.event.Pulse;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A device of which there is no sign is a trouble within the set time, whatever the server shows in its place. */
@Tag("IOT-06")
@Tag("I-149")
class SupervisionTest {
    private static final Duration BEAT = Duration.ofMinutes(1);

    private final Bench bench = new Bench();
    private final Desk desk = new Desk(bench);

    @AfterEach
    void close() {
        desk.close();
    }

    private Element pulse() {
        Pulse pulse = new Pulse(desk.net.clock.instant(), 1, 0);
        return bench.core.sign(pulse, Pulse.CODEC, bench.core.own());
    }

    @Test
    void whatWasShownBeforeIsNoSignOfNow() {
        List<Element> captured = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            captured.add(pulse());
            desk.comes(captured.get(i));
            desk.net.pass(BEAT);
        }
        assertThat(desk.signs).containsExactly(new Sign(Bench.PANEL, true));
        for (int i = 0; i < 4; i++) {
            captured.forEach(desk::comes);
            desk.net.pass(BEAT);
        }
        assertThat(desk.line.isThere(Bench.PANEL)).isFalse();
        assertThat(desk.signs).containsExactly(new Sign(Bench.PANEL, true), new Sign(Bench.PANEL, false));
    }

    /** Each sign is kept back as long as it is believed: the trouble is told all the same when the set time is over. */
    @Test
    void signsThatAreKeptBackHideNothing() {
        Element last = pulse();
        desk.net.pass(Desk.PATIENCE.minusSeconds(1));
        desk.comes(last);
        assertThat(desk.line.isThere(Bench.PANEL)).isTrue();
        desk.net.pass(Duration.ofSeconds(1));
        assertThat(desk.signs).containsExactly(new Sign(Bench.PANEL, true), new Sign(Bench.PANEL, false));
    }

    @Test
    void theSignsOfOthersAreNone() {
        Bench other = new Bench();
        Pulse pulse = new Pulse(desk.net.clock.instant(), 1, 0);
        desk.comes(other.core.sign(pulse, Pulse.CODEC, other.core.own()));
        desk.comes(desk.bench.core.sign(pulse, Pulse.CODEC, Bench.id()));
        Mutations.of(pulse()).forEach(desk::comes);
        assertThat(desk.line.isThere(Bench.PANEL)).isFalse();
        desk.net.pass(Desk.PATIENCE);
        assertThat(desk.signs).containsExactly(new Sign(Bench.PANEL, false));
    }

    /** Both wait for their turn, as when the program stood still: the sign that came counts, and not that the one before is old. */
    @Test
    @Tag("N-123")
    void aSignThatCameBeforeTheTroubleIsToldPreventsIt() {
        desk.comes(pulse());
        desk.net.during(() -> {
            desk.net.pass(Desk.PATIENCE);
            desk.comes(pulse());
        });
        assertThat(desk.line.isThere(Bench.PANEL)).isTrue();
        desk.net.pass(Desk.PATIENCE.minusSeconds(1));
        assertThat(desk.signs).containsExactly(new Sign(Bench.PANEL, true));
        desk.net.pass(Duration.ofSeconds(1));
        assertThat(desk.signs).containsExactly(new Sign(Bench.PANEL, true), new Sign(Bench.PANEL, false));
    }
}
