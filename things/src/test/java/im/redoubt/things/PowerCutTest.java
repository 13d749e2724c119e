package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.ClientException;
import im.redoubt.things.Bench.Hand;
import im.redoubt.things.PowerKeep.Fault;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Role;
import im.redoubt.things.memory.EventLog;
import im.redoubt.things.pin.PinLock;
import im.redoubt.xml.Element;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever the power goes, and whatever the disk says: what somebody was told is what is there afterwards. */
@Tag("IOT-06")
class PowerCutTest {
    private final Hand keypad = new Hand("keypad@example.org");
    private final Bench bench = new Bench().withPin().with(keypad, Role.OWNER);

    /** The writes of a command with a PIN: the try, that it was right, and what is done. */
    private static final int WRITES = 3;

    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("I-152")
    void whatIsToldIsWhatIs(Fault fault) {
        for (int at = 0; at < WRITES; at++) {
            Bench one = new Bench().withPin().with(keypad, Role.OWNER);
            Element disarm = one.disarm(keypad, Bench.PIN);
            one.keep.failAfter(at, fault);
            Optional<Answered<Toy.State>> told = told(one, disarm);
            boolean announced = one.core.memory().state().armed();
            one.keep.failAfter(Integer.MAX_VALUE, fault);
            one.restart();
            told.ifPresent(answer -> assertThat(one.state().armed()).isEqualTo(answer.outcome() == Outcome.REFUSED));
            if (!announced) {
                assertThat(one.state().armed()).isFalse();
            }
            EventLog events = one.core.memory().events();
            assertThat(events.next() - 1).isEqualTo(one.state().changes());
            boolean done = !one.state().armed();
            assertThat(one.answer(keypad, disarm).orElseThrow().outcome())
                    .isEqualTo(done ? Outcome.ALREADY_DONE : Outcome.REFUSED);
            assertThat(one.answer(keypad, one.disarm(keypad, Bench.PIN))
                            .orElseThrow()
                            .outcome())
                    .isEqualTo(Outcome.DONE);
        }
        assertThat(bench.state().armed()).isTrue();
    }

    private Optional<Answered<Toy.State>> told(Bench one, Element command) {
        try {
            return one.answer(keypad, command);
        } catch (PowerKeep.Cut | ClientException nothingIsSaid) {
            return Optional.empty();
        }
    }

    /** While it is not known what the disk holds, nothing is done and no PIN is looked at. */
    @Test
    @Tag("I-152")
    void whatNobodyKnowsNobodyIsTold() {
        Element disarm = bench.disarm(keypad, Bench.PIN);
        bench.keep.failAfter(WRITES - 1, Fault.FULL_YET_THERE);
        assertThat(told(bench, disarm)).isEmpty();
        assertThat(bench.state().armed()).isTrue();
        assertThat(told(bench, bench.disarm(keypad, Bench.PIN))).isEmpty();
        bench.restart();
        assertThat(bench.answer(keypad, disarm).orElseThrow().outcome()).isEqualTo(Outcome.ALREADY_DONE);
    }

    /** Each event has the number behind the one before, whichever write of the device was cut. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("I-149")
    void eventsAreNumberedWithoutGapAndRepetition(Fault fault) {
        int sure = 0;
        for (int i = 0; i < 40; i++) {
            int index = i;
            if (i % 3 == 1) {
                bench.keep.failAfter(0, fault);
            }
            try {
                bench.core.change(state -> Change.to(state).telling(Toy.INTRUSION, new Toy.Intrusion(index)));
                sure++;
            } catch (PowerKeep.Cut | ClientException failed) {
                bench.keep.failAfter(Integer.MAX_VALUE, fault);
                bench.restart();
            }
            EventLog events = bench.core.memory().events();
            assertThat(events.kept()).hasSize((int) events.next() - 1);
            assertThat(events.next() - 1).isBetween((long) sure, i + 1L);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("I-145")
    void whoCutsThePowerHasNoFurtherTry(Fault fault) {
        int looked = 0;
        for (int i = 0; i < 2 * PinLock.FREE_TRIES; i++) {
            Element guess = bench.disarm(keypad, "47110" + (i % 8));
            bench.keep.failAfter(1, fault);
            told(bench, guess);
            bench.keep.failAfter(Integer.MAX_VALUE, fault);
            bench.restart();
            looked++;
        }
        assertThat(looked).isGreaterThan(PinLock.FREE_TRIES);
        assertThat(bench.core.memory().members().get(0).failures()).isGreaterThanOrEqualTo(PinLock.FREE_TRIES);
        assertThat(bench.state().armed()).isTrue();
    }

    /** Whoever was told that he is a peer is one, whichever write of the device was cut; and a removed one stays removed. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("I-154")
    void membersAreWhoWasTaken(Fault fault) {
        Hand phone = new Hand("phone@example.org");
        bench.keep.failAfter(0, fault);
        boolean told = true;
        try {
            bench.with(phone, Role.USER);
        } catch (PowerKeep.Cut | ClientException failed) {
            told = false;
        }
        bench.keep.failAfter(Integer.MAX_VALUE, fault);
        bench.restart();
        assertThat(told).isFalse();
        assertThat(bench.core.memory().members())
                .hasSize(fault == Fault.CUT_BEHIND || fault == Fault.FULL_YET_THERE ? 2 : 1);
    }

    @Test
    @Tag("I-149")
    void aThousandEventsAreThereAfterAStart() {
        for (int i = 0; i < EventLog.MOST / 20; i++) {
            int from = i * 20;
            bench.core.change(state -> {
                Change<Toy.State> change = Change.to(state);
                for (int index = from; index < from + 20; index++) {
                    change = change.telling(Toy.INTRUSION, new Toy.Intrusion(index));
                }
                return change;
            });
        }
        bench.restart();
        EventLog events = bench.core.memory().events();
        assertThat(events.kept()).hasSize(EventLog.MOST);
        assertThat(events.oldest()).isEqualTo(1);
        bench.core.change(state -> Change.to(state).telling(Toy.INTRUSION, new Toy.Intrusion(0)));
        assertThat(bench.core.memory().events().oldest()).isEqualTo(2);
    }
}
