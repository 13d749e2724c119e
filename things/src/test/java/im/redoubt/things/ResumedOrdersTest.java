package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Delivery;
import im.redoubt.client.Origin;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.things.PowerKeep.Fault;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Challenge;
import im.redoubt.things.command.Taken;
import im.redoubt.things.command.Way;
import im.redoubt.things.memory.KeptOrders;
import im.redoubt.things.memory.Member;
import im.redoubt.things.pin.Pin;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whenever a controller stops while a command is under way: after its start it says what came of it, and the device does it once. */
@Tag("IOT-06")
@Tag("I-152")
class ResumedOrdersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{8,}={0,2}");

    private final Bench bench = new Bench().withPin();
    private final Desk desk = new Desk(bench);

    @AfterEach
    void close() {
        desk.close();
    }

    private static Order<Toy.State> disarm(Desk desk) {
        try (Pin pin = Pin.of(Bench.PIN.toCharArray())) {
            return desk.line.order(Bench.PANEL, Toy.DISARM, new Toy.Disarm(pin, Toy.Zone.HALL), Duration.ofMinutes(5));
        }
    }

    private Order<Toy.State> later() {
        bench.core.clock().hear(desk.net.clock.instant());
        try (Pin pin = Pin.of(Bench.PIN.toCharArray())) {
            return desk.line.order(Bench.PANEL, Toy.LATER, new Toy.Later(pin), Duration.ofMinutes(5));
        }
    }

    /** Lets what is asked of the device arrive there, and returns the commands. */
    private static List<FakeHost.Asked> commands(Desk desk) {
        List<FakeHost.Asked> challenges = desk.net.asked("challenge");
        desk.net.asked.removeAll(challenges);
        for (FakeHost.Asked one : challenges) {
            Optional<Octets> nonce = desk.bench.core.nonce(desk.hand.address);
            one.answer(Challenge.CODEC.encode(new Challenge(nonce)));
        }
        desk.settle();
        List<FakeHost.Asked> commands = desk.net.asked("command");
        desk.net.asked.removeAll(commands);
        return commands;
    }

    private static Element done(Desk desk, Element command) {
        return desk.bench.give(desk.hand.address, command, Way.REQUEST).orElseThrow();
    }

    /** Returns the commands that were left with the servers. */
    private List<Element> left() {
        desk.settle();
        List<Element> left = new ArrayList<>();
        desk.net.sent.forEach(message -> left.addAll(Words.payloads(message)));
        return left;
    }

    private static void assertUncertain(Order<Toy.State> order) {
        assertThat(mayHaveBeenDone(order)).isTrue();
    }

    private static boolean mayHaveBeenDone(Order<Toy.State> order) {
        assertThat(order.answer().isDone()).isTrue();
        return order.answer()
                .handle((answer, failure) ->
                        failure instanceof UncertainException uncertain && uncertain.mayHaveBeenDone())
                .join();
    }

    private static void assertNotSent(Order<Toy.State> order) {
        assertThat(order.answer().isCompletedExceptionally()).isTrue();
        assertThat(mayHaveBeenDone(order)).isFalse();
    }

    private static KeptOrders kept(Desk desk) {
        desk.settle();
        return desk.memory.now().orders();
    }

    @Test
    void whatWasDoneIsToldAfterARestartAndThenKeptNoMore() {
        Order<Toy.State> order = disarm(desk);
        done(desk, commands(desk).get(0).payload());
        desk.restart();
        Order<Toy.State> resumed = desk.resumed.get(0);
        assertThat(resumed.id()).isEqualTo(order.id());
        assertThat(resumed.device()).isEqualTo(Bench.PANEL);
        assertThat(resumed.type()).isEqualTo(Toy.DISARM);
        FakeHost.Asked again = commands(desk).get(0);
        again.answer(done(desk, again.payload()));
        Answered<Toy.State> answer = resumed.answer().await(PATIENCE);
        assertThat(answer.outcome()).isEqualTo(Outcome.ALREADY_DONE);
        assertThat(answer.result()).contains(bench.state());
        assertThat(resumed.received().isDone()).isTrue();
        assertThat(bench.state()).isEqualTo(new Toy.State(false, 1));
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
        desk.restart();
        assertThat(desk.resumed).isEmpty();
        assertThat(desk.uncertain).isEmpty();
    }

    /** A session that is over tries nothing more: whoever waits is told so, and the next session goes on. */
    @Test
    void theNextSessionGoesOnWithWhatWasSent() {
        Order<Toy.State> order = disarm(desk);
        done(desk, commands(desk).get(0).payload());
        desk.another();
        assertUncertain(order);
        Order<Toy.State> resumed = desk.resumed.get(0);
        assertThat(resumed.id()).isEqualTo(order.id());
        FakeHost.Asked again = commands(desk).get(0);
        again.answer(done(desk, again.payload()));
        assertThat(resumed.answer().await(PATIENCE).outcome()).isEqualTo(Outcome.ALREADY_DONE);
        assertThat(bench.state()).isEqualTo(new Toy.State(false, 1));
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
        desk.another();
        assertThat(desk.resumed).hasSize(1);
    }

    /** Of what was said that it was not sent, nothing is sent later: neither where nothing was signed, nor where that was all. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasNotSentIsNotSentInTheNextSession(boolean signed) {
        Order<Toy.State> order = disarm(desk);
        if (signed) {
            desk.net.during(() -> {
                commands(desk);
                desk.net.end();
            });
        }
        desk.another();
        assertNotSent(order);
        assertThat(desk.resumed).isEmpty();
        assertThat(desk.net.asked("challenge")).isEmpty();
        assertThat(desk.net.asked("command")).isEmpty();
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
    }

    /** Nor where it was for a device that sleeps, and all that was left to do was to leave it with the servers. */
    @Test
    void whatWasBeingSignedForASleeperIsNotSent() {
        CompletableFuture<Boolean> signing = new CompletableFuture<>();
        assertThat(desk.worker.run(signing::join)).isTrue();
        Order<Toy.State> order = later();
        desk.net.during(() -> {
            signing.complete(true);
            desk.settle();
            desk.net.end();
        });
        assertNotSent(order);
        assertThat(desk.net.sent).isEmpty();
        desk.another();
        assertThat(desk.resumed).isEmpty();
        assertThat(left()).isEmpty();
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
    }

    @Test
    void aSessionThatIsOverTakesNoCommand() {
        desk.net.end();
        assertNotSent(disarm(desk));
        assertThat(desk.net.asked("challenge")).isEmpty();
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
    }

    @Test
    void anAttemptCostsOneWriteAndTheEndAnother() {
        int before = desk.keep.writes();
        disarm(desk);
        FakeHost.Asked lost = commands(desk).get(0);
        assertThat(desk.keep.writes()).isEqualTo(before + 1);
        lost.fail();
        desk.net.pass(Duration.ofSeconds(2));
        FakeHost.Asked again = commands(desk).get(0);
        assertThat(desk.keep.writes()).isEqualTo(before + 2);
        again.answer(done(desk, again.payload()));
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
        assertThat(desk.keep.writes()).isEqualTo(before + 3);
    }

    /** Wherever the power of the controller goes, and whatever its disk says: what is told at last is how the device stands. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatIsToldAtLastIsWhatIs(Fault fault) {
        for (int at = 0; at <= 2; at++) {
            try (Desk one = new Desk(new Bench().withPin())) {
                one.keep.failAfter(at, fault);
                Order<Toy.State> order = disarm(one);
                boolean certain = goOn(one, order);
                boolean denied = saidNotDone(order);
                one.keep.failAfter(Integer.MAX_VALUE, fault);
                one.restart();
                for (Order<Toy.State> resumed : List.copyOf(one.resumed)) {
                    assertThat(resumed.id()).isEqualTo(order.id());
                    certain = goOn(one, resumed);
                    assertThat(certain).as("at write %d", at).isTrue();
                }
                int changes = one.bench.state().changes();
                assertThat(changes).as("at write %d", at).isEqualTo(certain ? 1 : 0);
                assertThat(denied && changes > 0).as("at write %d", at).isFalse();
                assertThat(kept(one)).isEqualTo(KeptOrders.NONE);
            }
        }
    }

    private static boolean saidNotDone(Order<Toy.State> order) {
        return order.answer().isDone()
                && order.answer()
                        .handle((answer, failure) -> failure != null && !(failure instanceof UncertainException))
                        .join();
    }

    /** Returns whether it was said that it is done. */
    private static boolean goOn(Desk desk, Order<Toy.State> order) {
        for (FakeHost.Asked asked : commands(desk)) {
            asked.answer(done(desk, asked.payload()));
        }
        desk.settle();
        return order.answer().isDone() && !order.answer().isCompletedExceptionally();
    }

    /** The server lets commands through, and old ones once more, and keeps back each answer; the controller is killed each time. */
    @Test
    void whateverIsKeptBackItIsDoneOnce() {
        Order<Toy.State> order = disarm(desk);
        List<Element> captured = new ArrayList<>();
        for (int i = 0; i < 2 * Taken.MOST; i++) {
            commands(desk).forEach(asked -> captured.add(asked.payload()));
            captured.forEach(command -> done(desk, command));
            desk.restart();
            assertThat(desk.resumed)
                    .singleElement()
                    .satisfies(one -> assertThat(one.id()).isEqualTo(order.id()));
        }
        assertThat(captured).hasSize(2 * Taken.MOST);
        FakeHost.Asked last = commands(desk).get(0);
        last.answer(done(desk, last.payload()));
        assertThat(desk.resumed.get(0).answer().await(PATIENCE).result()).contains(new Toy.State(false, 1));
        assertThat(bench.state()).isEqualTo(new Toy.State(false, 1));
    }

    /** Neither is one whose time has passed given again, nor one that was signed in what is the future now. */
    @Test
    void noClockMakesItGoodAgain() {
        for (Duration later : List.of(Duration.ofMinutes(5), Duration.ofDays(400), Duration.ofHours(-1))) {
            disarm(desk);
            done(desk, commands(desk).get(0).payload());
            desk.restart(later);
            assertUncertain(desk.resumed.get(0));
            assertThat(commands(desk)).as("after %s", later).isEmpty();
            desk.net.pass(Duration.ofMinutes(10));
            assertThat(commands(desk)).as("after %s", later).isEmpty();
            assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
        }
    }

    /** What it was signed at last counts, also where the clock was set back before the last attempt. */
    @Test
    void aClockThatIsSetBackWhileItRunsMakesItNotGoodForLonger() {
        disarm(desk);
        commands(desk).get(0).fail();
        desk.restart(Duration.ofMinutes(2));
        commands(desk).get(0).fail();
        desk.restart(Duration.ofSeconds(-20));
        commands(desk).get(0).fail();
        desk.restart(Duration.ofSeconds(-20));
        assertUncertain(desk.resumed.get(0));
    }

    /** If it stops once more before it has said so, it says so after the next start. */
    @Test
    void whatNobodyWasToldYetIsKept() {
        disarm(desk);
        FakeHost.Asked lost = commands(desk).get(0);
        done(desk, lost.payload());
        desk.line.order(Bench.PANEL, Toy.ARM, new Toy.Arm(Toy.Zone.HALL), Duration.ofMinutes(5));
        commands(desk);
        List<Runnable> waiting = new ArrayList<>();
        desk.callbacks = waiting::add;
        desk.restart();
        commands(desk).forEach(asked -> asked.answer(done(desk, asked.payload())));
        assertThat(kept(desk).all()).hasSize(2);
        desk.restart(Duration.ofMinutes(5));
        assertThat(kept(desk).all()).hasSize(2);
        waiting.clear();
        desk.restart(Duration.ofMinutes(5));
        waiting.forEach(Runnable::run);
        assertUncertain(desk.resumed.get(0));
        assertThat(desk.uncertain).hasSize(1);
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
    }

    @Test
    void itIsGoodForNoLongerThanBefore() {
        disarm(desk);
        commands(desk).get(0).fail();
        desk.restart(Duration.ofMinutes(4));
        Order<Toy.State> resumed = desk.resumed.get(0);
        desk.net.pass(Duration.ofSeconds(50));
        assertThat(resumed.answer().isDone()).isFalse();
        desk.net.pass(Duration.ofSeconds(10));
        assertUncertain(resumed);
    }

    @Test
    void whatNobodyGoesOnWithIsToldAndNotGivenAgain() {
        Order<Toy.State> order =
                desk.line.order(Bench.PANEL, Toy.ARM, new Toy.Arm(Toy.Zone.HALL), Duration.ofMinutes(5));
        done(desk, commands(desk).get(0).payload());
        desk.restart();
        assertThat(desk.resumed).isEmpty();
        assertThat(desk.uncertain).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(order.id());
            assertThat(one.device()).isEqualTo(Bench.PANEL);
            assertThat(one.command()).isEqualTo(Toy.ARM.codec().name());
            assertThat(one.why().mayHaveBeenDone()).isTrue();
        });
        assertThat(commands(desk)).isEmpty();
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
        desk.restart();
        assertThat(desk.uncertain).isEmpty();
    }

    /** The device remembers a command while so many others come behind it, over how many starts of the controller ever. */
    @Test
    void whatTheDeviceMayHaveForgottenIsNotGivenAgain() {
        disarm(desk);
        done(desk, commands(desk).get(0).payload());
        for (int i = 0; i < Taken.MOST; i++) {
            desk.line.order(Bench.PANEL, Toy.ARM, new Toy.Arm(Toy.Zone.HALL), Duration.ofMinutes(5));
            FakeHost.Asked asked = commands(desk).get(0);
            asked.answer(done(desk, asked.payload()));
            if (i == Taken.MOST / 2) {
                desk.restart();
                desk.net.asked("challenge").forEach(FakeHost.Asked::fail);
                desk.net.asked.clear();
            }
        }
        int before = bench.state().changes();
        desk.restart();
        for (FakeHost.Asked again : commands(desk)) {
            again.answer(done(desk, again.payload()));
        }
        assertThat(bench.state().changes()).isEqualTo(before);
        assertThat(bench.state().armed()).isTrue();
        assertUncertain(desk.resumed.get(0));
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
    }

    /** A device that is paired anew has forgotten what it was commanded before. */
    @Test
    void whatWasUnderWayAtANewPairingIsNotGivenAgain() {
        disarm(desk);
        done(desk, commands(desk).get(0).payload());
        bench.core.become(bench.core
                .memory()
                .changing(
                        one -> true,
                        one -> new Member(one.peer(), new Taken(one.taken().counter(), List.of()), 0, one.heard())));
        desk.memory.become(
                desk.memory.now().paired(desk.memory.now().find(Bench.PANEL).orElseThrow()));
        desk.restart();
        for (FakeHost.Asked again : commands(desk)) {
            again.answer(done(desk, again.payload()));
        }
        assertThat(bench.state().changes()).isEqualTo(1);
        assertUncertain(desk.resumed.get(0));
    }

    /** Nor can it be given to a device that was forgotten; it is told, and no more kept. */
    @Test
    void whatWasForADeviceThatWasForgottenIsTold() {
        disarm(desk);
        commands(desk).get(0).fail();
        desk.memory.become(desk.memory.now().without(Bench.PANEL));
        desk.restart();
        assertThat(commands(desk)).isEmpty();
        assertUncertain(desk.resumed.get(0));
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
    }

    /** Until the server has taken it over nobody knows whether it has it: it goes once more, and the device does it once. */
    @Test
    void whatTheServerHasNotTakenOverGoesOnceMore() {
        Order<Toy.State> order = later();
        List<Element> first = left();
        desk.restart();
        List<Element> second = left();
        assertThat(first).hasSize(1);
        assertThat(second).hasSize(1);
        bench.give(desk.hand.address, first.get(0), Way.KEPT);
        Element answer = bench.give(desk.hand.address, second.get(0), Way.KEPT).orElseThrow();
        comesByMessage(answer);
        Order<Toy.State> resumed = desk.resumed.get(0);
        assertThat(resumed.id()).isEqualTo(order.id());
        assertThat(resumed.answer().await(PATIENCE).outcome()).isEqualTo(Outcome.ALREADY_DONE);
        assertThat(bench.state().changes()).isEqualTo(1);
    }

    @Test
    void whatTheServerHasTakenOverIsNotSentAgainAndItsAnswerIsKnown() {
        later();
        Element command = left().get(0);
        Delivery delivery = desk.net.deliveries.get(0);
        assertThat(delivery.accepted().complete(delivery)).isTrue();
        desk.restart();
        desk.restart();
        assertThat(left()).isEmpty();
        Order<Toy.State> resumed = desk.resumed.get(0);
        assertThat(resumed.accepted().isDone()).isTrue();
        assertThat(resumed.received().isDone()).isFalse();
        Element answer = bench.give(desk.hand.address, command, Way.KEPT).orElseThrow();
        comesByMessage(bench.received.get(0));
        assertThat(resumed.received().isDone()).isTrue();
        comesByMessage(answer);
        assertThat(resumed.answer().await(PATIENCE).outcome()).isEqualTo(Outcome.DONE);
        assertThat(kept(desk)).isEqualTo(KeptOrders.NONE);
    }

    /** The answer of a device that sleeps may have waited with the servers for longer than the command was good. */
    @Test
    void theAnswerThatHasWaitedLongIsKnownStill() {
        later();
        Element answer = bench.give(desk.hand.address, left().get(0), Way.KEPT).orElseThrow();
        desk.restart(Duration.ofHours(8));
        assertThat(left()).isEmpty();
        comesByMessage(answer);
        assertThat(desk.resumed.get(0).answer().await(PATIENCE).outcome()).isEqualTo(Outcome.DONE);
        later();
        desk.restart(Duration.ofHours(8));
        desk.net.pass(Duration.ofMinutes(1));
        assertUncertain(desk.resumed.get(0));
        assertThat(left()).isEmpty();
    }

    private void comesByMessage(Element payload) {
        Message message = Words.kept(desk.hand.address, payload);
        desk.net.comes(Bench.PANEL, message, Origin.DIRECT);
        desk.settle();
    }

    /** What is kept of a command is what everybody on the way sees of it. */
    @Test
    @Tag("I-145")
    void noPinIsKept() {
        disarm(desk);
        later();
        commands(desk);
        assertThat(kept(desk).all()).hasSize(2);
        String stored = new String(desk.keep.read().orElseThrow(), StandardCharsets.ISO_8859_1);
        List<String> layers = new ArrayList<>(List.of(stored));
        for (int i = 0; i < layers.size(); i++) {
            assertThat(layers.get(i)).as("layer %d", i).doesNotContain(Bench.PIN);
            BASE64.matcher(layers.get(i))
                    .results()
                    .forEach(found -> decoded(found.group()).ifPresent(layers::add));
        }
        assertThat(layers).anySatisfy(layer -> assertThat(layer).contains("<disarm"));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
