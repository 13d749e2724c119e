package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.things.Bench.Hand;
import im.redoubt.things.command.Role;
import im.redoubt.things.event.Pulse;
import im.redoubt.things.event.Stamp;
import im.redoubt.things.event.Told;
import im.redoubt.things.key.Signed;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A device tells each program of its peers what happened, a window at a time, until that has said that it has it. */
@Tag("IOT-04")
class EventFlowTest {
    private static final Duration BEAT = Duration.ofMinutes(1);

    private final Hand alive = new Hand("alice@example.org");
    private final Hand dead = new Hand("alice@example.org");
    private final Bench bench = new Bench().with(dead, Role.OWNER).with(alive, Role.OWNER);
    private final FakeHost net = new FakeHost(Bench.PANEL);
    private final EventFlow<Toy.State> flow = new EventFlow<>(net.host, bench.core, BEAT);

    private void intrusions(int count) {
        for (int i = 0; i < count; i++) {
            int index = i;
            bench.core.change(state -> Change.to(state).telling(Toy.INTRUSION, new Toy.Intrusion(index)));
        }
    }

    private List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        for (Message message : net.sent) {
            assertThat(message.type()).isEqualTo(MessageType.HEADLINE);
            Element element = message.content().elements().get(0);
            if (element.name().equals(Told.NAME)) {
                Optional<Signed<Stamp>> stamp = Told.stamp(element);
                numbers.add(stamp.orElseThrow().content().number());
            }
        }
        net.sent.clear();
        return numbers;
    }

    private void hears(Hand hand, long number) {
        bench.core.become(bench.core
                .memory()
                .changing(member -> member.peer().keys().equals(hand.keys.shown()), member -> member.hearing(number)));
    }

    /** A telephone that lies in a lake keeps nothing from the tablet of the same account. */
    @Test
    @Tag("I-149")
    void aProgramThatHasStoppedKeepsNothingFromTheOthers() {
        flow.online();
        intrusions(100);
        flow.go();
        List<Long> heard = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            for (long number : numbers()) {
                if (number == heard.size() + 1) {
                    heard.add(number);
                    hears(alive, number);
                }
            }
            flow.go();
        }
        assertThat(heard).isEqualTo(LongStream.rangeClosed(1, 100).boxed().collect(Collectors.toList()));
        assertThat(bench.core.memory().events().oldest()).isEqualTo(1);
    }

    @Test
    @Tag("I-149")
    void noMoreIsUnderWayThanAWindowHowLongTheLinkMayBeCut() {
        intrusions(100);
        flow.online();
        assertThat(numbers()).hasSize(EventFlow.WINDOW).startsWith(1L);
        flow.go();
        assertThat(numbers()).isEmpty();
        net.pass(BEAT.plusSeconds(1));
        net.pass(BEAT.plusSeconds(1));
        assertThat(numbers()).hasSizeBetween(EventFlow.WINDOW, 2 * EventFlow.WINDOW);
        flow.end();
        net.pass(BEAT.multipliedBy(1_000));
        assertThat(net.sent).isEmpty();
    }

    /** Once a clock that was far ahead is right again, the signs of the device are of now. */
    @Test
    @Tag("I-148")
    void signsAreOfNowAlsoWhenTheClockWasSetRight() {
        bench.core.clock().hear(Bench.NOW.plus(Duration.ofHours(5)));
        flow.online();
        bench.core.clock().hear(Bench.NOW);
        net.sent.clear();
        net.pass(BEAT);
        assertThat(pulse().at()).isEqualTo(Bench.NOW);
        Instant before = pulse().at();
        net.pass(BEAT);
        assertThat(pulse().at()).isAfter(before);
    }

    private Pulse pulse() {
        Element last = net.sent.get(net.sent.size() - 1).content().elements().get(0);
        return Signed.codec(Pulse.CODEC).decode(last).value().orElseThrow().content();
    }

    /** 30 days of a connection that is lost every few minutes: as much lies about then as at first. */
    @Test
    @Tag("I-155")
    void aMonthOfReconnectingLeavesNothingBehind() {
        intrusions(30);
        for (int i = 0; i < 10_000; i++) {
            flow.online();
            flow.again(alive.address);
            net.pass(Duration.ofSeconds(130));
            flow.end();
            net.pass(Duration.ofSeconds(130));
            assertThat(net.sent.size()).isLessThan(200);
            net.sent.clear();
        }
        assertThat(net.waiting()).isZero();
        flow.online();
        assertThat(numbers()).hasSize(EventFlow.WINDOW);
    }

    /** Controllers go by it which of two is the newer one; the server's seconds set the clock back a little in each session. */
    @Test
    void aReportIsLaterThanTheOneBeforeThoughTheClockWasSetBack() {
        bench.core.clock().hear(Bench.NOW.plusSeconds(100));
        Instant first = reported();
        bench.core.clock().hear(Bench.NOW.plusSeconds(99));
        assertThat(bench.core.clock().atLeast()).as("it was").isBefore(first);
        assertThat(reported()).isAfter(first);
    }

    private Instant reported() {
        Element report = bench.core.report(bench.core.own()).children().get(0);
        return Instant.parse(report.attribute("at").orElseThrow());
    }
}
