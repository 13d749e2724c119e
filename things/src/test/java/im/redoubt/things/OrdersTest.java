package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Challenge;
import im.redoubt.things.command.Reason;
import im.redoubt.things.command.Received;
import im.redoubt.things.command.Taken;
import im.redoubt.things.command.Way;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A controller believes what its device has signed of this command, and tells nobody that something was not done which may be. */
@Tag("IOT-06")
@Tag("I-152")
class OrdersTest {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Bench bench = new Bench().withPin();
    private final Desk desk = new Desk(bench);

    @AfterEach
    void close() {
        desk.close();
    }

    private Order<Toy.State> arm(Duration good) {
        return desk.line.order(Bench.PANEL, Toy.ARM, new Toy.Arm(Toy.Zone.HALL), good);
    }

    /** Lets what is asked of the device arrive there, and returns the commands. */
    private List<FakeHost.Asked> commands() {
        List<FakeHost.Asked> challenges = desk.net.asked("challenge");
        desk.net.asked.removeAll(challenges);
        for (FakeHost.Asked one : challenges) {
            Optional<Octets> nonce = bench.core.nonce(desk.hand.address);
            one.answer(Challenge.CODEC.encode(new Challenge(nonce)));
        }
        desk.settle();
        List<FakeHost.Asked> commands = desk.net.asked("command");
        desk.net.asked.removeAll(commands);
        return commands;
    }

    private Element done(FakeHost.Asked command) {
        return bench.give(desk.hand.address, command.payload(), Way.REQUEST).orElseThrow();
    }

    @Test
    void whatOnlyTheServerSaysIsNoAnswer() {
        Order<Toy.State> order = arm(Duration.ofMinutes(5));
        FakeHost.Asked asked = commands().get(0);
        Element right = done(asked);
        Order<Toy.State> second = arm(Duration.ofMinutes(5));
        Element elsewhere = done(commands().get(0));
        Bench other = new Bench();
        List<Element> forged = new ArrayList<>(Mutations.of(right));
        forged.add(elsewhere);
        forged.add(other.core.sign(new Received(order.id()), Received.CODEC, Bench.id()));
        desk.comes(other.core.sign(new Received(order.id()), Received.CODEC, Bench.id()));
        assertThat(order.received().isDone()).isFalse();
        FakeHost.Asked now = asked;
        for (Element one : forged.subList(forged.size() - 30, forged.size())) {
            now.answer(one);
            assertThat(order.answer().isDone()).as(one.toString()).isFalse();
            desk.net.pass(PAUSE);
            now = commands().get(0);
        }
        now.answer(done(now));
        assertThat(order.answer().await().outcome()).isEqualTo(Outcome.ALREADY_DONE);
        assertThat(second.answer().isDone()).isFalse();
        assertThat(bench.state().changes()).isEqualTo(2);
    }

    /** The device remembers a command while so many others come behind it; then nobody says that it was not done, or does it again. */
    @Test
    void whatTheDeviceMayHaveForgottenIsNotDoneTwice() {
        Order<Toy.State> first = arm(Duration.ofMinutes(5));
        FakeHost.Asked lost = commands().get(0);
        done(lost);
        for (int i = 0; i < Taken.MOST; i++) {
            Order<Toy.State> next = arm(Duration.ofMinutes(5));
            FakeHost.Asked asked = commands().get(0);
            asked.answer(done(asked));
            assertThat(next.answer().await().outcome()).isEqualTo(Outcome.DONE);
        }
        int before = bench.state().changes();
        lost.fail();
        desk.net.pass(PAUSE);
        for (FakeHost.Asked again : commands()) {
            again.answer(done(again));
        }
        assertThat(bench.state().changes()).isEqualTo(before);
        assertThatThrownBy(() -> first.answer().await())
                .isInstanceOfSatisfying(
                        UncertainException.class,
                        uncertain -> assertThat(uncertain.mayHaveBeenDone()).isTrue());
    }

    /** A server has a command refused in a way that it can choose, keeps that back, and shows it for a later attempt, which was done. */
    @Test
    @Tag("I-144")
    void whyAnEarlierAttemptWasRefusedSaysNothingOfALaterOne() {
        Order<Toy.State> order = arm(Duration.ofMinutes(5));
        FakeHost.Asked first = commands().get(0);
        Element refusal = refused(first);
        first.fail();
        desk.net.pass(PAUSE);
        FakeHost.Asked second = commands().get(0);
        done(second);
        second.answer(refusal);
        assertThat(order.answer().isDone()).isFalse();
        desk.net.pass(PAUSE);
        FakeHost.Asked third = commands().get(0);
        third.answer(done(third));
        assertThat(order.answer().await().outcome()).isEqualTo(Outcome.ALREADY_DONE);
        assertThat(bench.state().changes()).isEqualTo(1);
    }

    /** The answer to an attempt at another address comes late, while the next one is under way. */
    @Test
    void aLateRefusalOfAnEarlierAttemptIsNoEnd() {
        Order<Toy.State> order = arm(Duration.ofMinutes(5));
        FakeHost.Asked first = commands().get(0);
        desk.net.comes(FullJid.of(Bench.PANEL + "/anew"), PresenceType.AVAILABLE);
        FakeHost.Asked second = commands().get(0);
        first.answer(refused(first));
        assertThat(order.answer().isDone()).isFalse();
        second.answer(done(second));
        assertThat(order.answer().await().outcome()).isEqualTo(Outcome.DONE);
    }

    private Element refused(FakeHost.Asked command) {
        return bench.give(desk.hand.address, command.payload(), Way.SECOND_HAND).orElseThrow();
    }

    /** A device that was killed and begins anew is at another address; nobody waits until its server gives up the earlier one. */
    @Test
    void aDeviceThatBeginsAnewIsTriedThereAtOnce() {
        Order<Toy.State> order = arm(Duration.ofMinutes(5));
        FakeHost.Asked lost = commands().get(0);
        desk.net.appears(Bench.PANEL);
        assertThat(commands()).as("it is where it was").isEmpty();
        FullJid anew = FullJid.of(Bench.PANEL + "/anew");
        desk.net.comes(anew, PresenceType.AVAILABLE);
        FakeHost.Asked again = commands().get(0);
        assertThat(again.to()).isEqualTo(anew);
        lost.fail();
        desk.net.pass(PAUSE);
        assertThat(commands())
                .as("what became of the earlier one makes no difference")
                .isEmpty();
        again.answer(done(again));
        assertThat(order.answer().await().outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.state().changes()).isEqualTo(1);
    }

    /** What was done when it came first is not called refused when there is no more work left for it within the hour. */
    @Test
    void anEmptyBudgetSaysNothingOfWhatWasDoneBefore() {
        Order<Toy.State> order = arm(Duration.ofMinutes(10));
        FakeHost.Asked lost = commands().get(0);
        done(lost);
        Element answer = null;
        for (int i = 0; i < Budget.EACH_HOUR; i++) {
            answer = done(lost);
        }
        assertThat(String.valueOf(answer)).contains("too-many");
        lost.answer(answer == null ? lost.payload() : answer);
        assertThat(order.answer().isDone()).isFalse();
        bench.pass(Duration.ofMinutes(1));
        desk.net.pass(PAUSE);
        FakeHost.Asked again = commands().get(0);
        again.answer(done(again));
        assertThat(order.answer().await().outcome()).isEqualTo(Outcome.ALREADY_DONE);
    }

    /** A server that gives nonces of its own gets commands that the device refuses, and that cost nothing. */
    @Test
    @Tag("I-144")
    void noncesOfTheServerAreOfNoUse() {
        Order<Toy.State> order = arm(Duration.ofMinutes(5));
        FakeHost.Asked challenge = desk.net.asked("challenge").get(0);
        desk.net.asked.clear();
        challenge.answer(Challenge.CODEC.encode(new Challenge(Optional.of(Bench.id()))));
        desk.settle();
        FakeHost.Asked asked = desk.net.asked("command").get(0);
        desk.net.asked.clear();
        asked.answer(done(asked));
        assertThat(order.answer().isDone()).isFalse();
        assertThat(bench.state().changes()).isZero();
        desk.net.pass(PAUSE);
        FakeHost.Asked again = commands().get(0);
        again.answer(done(again));
        Answered<Toy.State> answer = order.answer().await();
        assertThat(answer.outcome()).isEqualTo(Outcome.DONE);
        assertThat(answer.why()).isNotEqualTo(Optional.of(Reason.STALE));
    }
}
