package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.event.Pulse;
import im.redoubt.things.memory.EventLog;
import im.redoubt.things.memory.Stored;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A controller hears each event once and in order, and nothing that its device has not said; whatever the server does. */
@Tag("IOT-06")
@Tag("I-149")
class EventHearingTest {
    private final Bench bench = new Bench();
    private final Desk desk = new Desk(bench);

    @AfterEach
    void close() {
        desk.close();
    }

    private void intrusion(int index) {
        bench.core.change(state -> Change.to(state).telling(Toy.INTRUSION, new Toy.Intrusion(index)));
    }

    private void guessing() {
        bench.core.change(state -> Change.to(state).telling(Toy.GUESSING, new Toy.Guessing(Unverified.of("somebody"))));
    }

    private List<Element> told() {
        List<Element> told = new ArrayList<>();
        for (EventLog.Kept kept : bench.core.memory().events().kept()) {
            told.add(Stored.elements(kept.element().toByteArray()).get(0));
        }
        return told;
    }

    @Test
    void whatNobodyWantsToHearOfHoldsUpNothing() {
        guessing();
        intrusion(1);
        guessing();
        intrusion(2);
        told().forEach(desk::comes);
        assertThat(desk.heard).containsExactly(1, 2);
        assertThat(desk.heardUpTo()).isEqualTo(4);
        assertThat(desk.net.asked("signed")).hasSize(4);
    }

    /** Each acknowledgement costs the device a write, so those that come together have one. */
    @Test
    void whatComesTogetherIsAcknowledgedTogether() {
        for (int i = 0; i < 20; i++) {
            intrusion(i);
        }
        CountDownLatch all = new CountDownLatch(1);
        assertThat(desk.worker.run(() -> assertThat(awaited(all)).isTrue())).isTrue();
        told().forEach(one -> desk.net.comes(Bench.PANEL, one));
        all.countDown();
        desk.settle();
        assertThat(desk.heard).hasSize(20);
        assertThat(desk.net.asked("signed"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.payload().toString()).contains("number='20'"));
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachOnceAndInOrderWhateverIsLostRepeatedOrReversed() {
        int count = 60;
        for (int i = 0; i < count; i++) {
            intrusion(i);
        }
        List<Element> told = told();
        Random chance = new Random(5);
        for (int round = 0; desk.heardUpTo() < count && round < 10_000; round++) {
            int near = (int) desk.heardUpTo() + chance.nextInt(7) - 3;
            desk.comes(told.get(Math.max(0, Math.min(count - 1, near))));
            if (chance.nextInt(20) == 0) {
                desk.restart();
            }
            if (chance.nextInt(20) == 0) {
                bench.restart();
            }
        }
        assertThat(desk.heard).isEqualTo(IntStream.range(0, count).boxed().collect(Collectors.toList()));
    }

    /** What the server changes is not heard, not passed over and not acknowledged; the true one is heard when it comes. */
    @Test
    void whatIsForgedIsNotHeardAndHidesNothing() {
        intrusion(7);
        Element right = told().get(0);
        Bench other = new Bench();
        new Desk(other).close();
        other.core.change(state -> Change.to(state).telling(Toy.INTRUSION, new Toy.Intrusion(9)));
        Element foreign = Stored.elements(
                        other.core.memory().events().kept().get(0).element().toByteArray())
                .get(0);
        Element stamp = right.children().get(0);
        Element content = right.children().get(1);
        List<Element> forged = new ArrayList<>(List.of(
                foreign,
                with(right, stamp, foreign.children().get(1)),
                with(right, foreign.children().get(0), content),
                with(right, stamp, Element.named(Toy.NAMESPACE, "party").build()),
                with(right, stamp),
                with(right, stamp, content, content),
                with(right, content)));
        forged.addAll(Mutations.of(right));
        for (Element one : forged) {
            desk.comes(one);
            assertThat(desk.heard).as(one.toString()).isEmpty();
            assertThat(desk.heardUpTo()).as(one.toString()).isZero();
        }
        desk.comes(BareJid.of("panel@example.com"), right);
        assertThat(desk.net.asked("signed")).isEmpty();
        desk.comes(right);
        assertThat(desk.heard).containsExactly(7);
    }

    private static Element with(Element like, Element... children) {
        Element.Builder built =
                Element.named(like.name().namespace(), like.name().local());
        List.of(children).forEach(built::child);
        return built.build();
    }

    /** A pulse that says that events are gone counts only if the device itself has signed it. */
    @Test
    void noOtherDeviceSaysThatEventsAreGone() {
        intrusion(1);
        Bench other = new Bench();
        long many = Long.MAX_VALUE - 10;
        Pulse pulse = new Pulse(Instant.now(), many, many);
        desk.comes(other.core.sign(pulse, Pulse.CODEC, other.core.own()));
        desk.comes(other.core.sign(pulse, Pulse.CODEC, bench.core.own()));
        desk.comes(bench.core.sign(pulse, Pulse.CODEC, Words.own(BareJid.of("garage@example.org"))));
        assertThat(desk.heardUpTo()).isZero();
        desk.comes(told().get(0));
        assertThat(desk.heard).containsExactly(1);
    }
}
