package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.Bench.Hand;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Reason;
import im.redoubt.things.command.Role;
import im.redoubt.things.command.Way;
import im.redoubt.things.pairing.Welcome;
import im.redoubt.things.pin.PinLock;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has captured a command makes nothing of it, wherever and whenever he shows it. */
@Tag("IOT-06")
class ReplayTest {
    private final Hand keypad = new Hand("keypad@example.org");
    private final Bench bench = new Bench().withPin().with(keypad, Role.OWNER);

    @BeforeEach
    void theTimeIsKnown() {
        bench.core.clock().hear(bench.now);
    }

    private Answered<Toy.State> answer(Element command) {
        return bench.answer(keypad, command).orElseThrow();
    }

    @Test
    @Tag("I-144")
    void whatWasDoneIsDoneOnceWheneverItComesAgain() {
        Element captured = bench.disarm(keypad, Bench.PIN);
        assertThat(answer(captured).outcome()).isEqualTo(Outcome.DONE);
        assertThat(answer(bench.arm(keypad)).outcome()).isEqualTo(Outcome.DONE);
        assertThat(answer(captured).outcome()).isEqualTo(Outcome.ALREADY_DONE);
        for (int i = 0; i < 20; i++) {
            answer(bench.arm(keypad));
        }
        assertThat(answer(captured).why()).contains(Reason.REPLAYED);
        bench.restart();
        assertThat(answer(captured).why()).contains(Reason.REPLAYED);
        bench.core.clock().hear(bench.now.minus(Duration.ofDays(300)));
        assertThat(answer(captured).why()).isPresent();
        bench.pass(Duration.ofHours(1));
        assertThat(answer(captured).why()).isPresent();
        assertThat(bench.state().armed()).isTrue();
    }

    /** What the server kept back is of no use later: not in the same session, not behind a restart, whatever it says the time is. */
    @Test
    @Tag("I-144")
    void whatWasKeptBackIsOfNoUseLater() {
        Element kept = bench.disarm(keypad, Bench.PIN);
        Element second = bench.disarm(keypad, Bench.PIN);
        bench.nanos += Duration.ofSeconds(31).toNanos();
        assertThat(answer(kept).why()).contains(Reason.STALE);
        bench.restart();
        assertThat(answer(second).why()).contains(Reason.STALE);
        assertThat(bench.state().armed()).isTrue();
    }

    @Test
    @Tag("I-144")
    void whatWasForAnotherDeviceIsNotForThisOne() {
        Bench garage = new Bench(BareJid.of("garage@example.org")).withPin().with(keypad, Role.OWNER);
        Element elsewhere = garage.disarm(keypad, Bench.PIN);
        bench.nonce(keypad);
        assertThat(answer(elsewhere).why()).contains(Reason.OTHER_TARGET);
        assertThat(bench.state().armed()).isTrue();
        assertThat(garage.core.memory().keys().shown())
                .isNotEqualTo(bench.core.memory().keys().shown());
    }

    /** A server has it refused first, by the way or the sender that it chooses, and then shows it as it was given. */
    @Test
    @Tag("I-144")
    void whatWasRefusedIsNotDoneLater() {
        Hand other = new Hand("other@example.org");
        bench.with(other, Role.USER);
        Element byAnotherWay = bench.disarm(keypad, Bench.PIN);
        assertThat(bench.give(keypad.address, byAnotherWay, Way.SECOND_HAND)).isPresent();
        assertThat(answer(byAnotherWay).why()).contains(Reason.REPLAYED);
        Element byAnother = bench.disarm(keypad, Bench.PIN);
        assertThat(bench.give(other.address, byAnother, Way.REQUEST)).isPresent();
        assertThat(answer(byAnother).why()).contains(Reason.REPLAYED);
        Element earlier = bench.disarm(keypad, Bench.PIN);
        Element later = bench.disarm(keypad, Bench.PIN);
        assertThat(bench.give(keypad.address, later, Way.SECOND_HAND)).isPresent();
        assertThat(answer(earlier).why()).contains(Reason.REPLAYED);
        assertThat(bench.state().armed()).isTrue();
        assertThat(answer(bench.disarm(keypad, Bench.PIN)).outcome()).isEqualTo(Outcome.DONE);
    }

    /** One that has only its counter is not done behind a restart either; where that cannot be kept, nobody is told that it is refused. */
    @ParameterizedTest
    @Tag("I-144")
    @ValueSource(booleans = {false, true})
    void whatASleeperRefusedIsNotDoneLater(boolean full) {
        Element command = bench.later(keypad, Bench.PIN);
        bench.keep.failAfter(full ? 0 : Integer.MAX_VALUE, PowerKeep.Fault.FULL);
        assertThat(bench.give(keypad.address, command, Way.SECOND_HAND).isPresent())
                .isNotEqualTo(full);
        bench.keep.failAfter(Integer.MAX_VALUE, PowerKeep.Fault.FULL);
        bench.restart();
        bench.core.clock().hear(bench.now);
        assertThat(answer(command).outcome()).isEqualTo(full ? Outcome.DONE : Outcome.REFUSED);
        assertThat(bench.state().armed()).isNotEqualTo(full);
    }

    /** A command for a device that sleeps has only its counter: shown again after a wrong PIN, it is no further try. */
    @Test
    @Tag("I-145")
    void aWrongPinCountsOnceHoweverOftenItIsShown() {
        Element wrong = bench.later(keypad, "471109");
        assertThat(answer(wrong).why()).contains(Reason.WRONG_PIN);
        for (int i = 0; i < PinLock.FREE_TRIES + 1; i++) {
            assertThat(answer(wrong).why()).contains(Reason.REPLAYED);
        }
        assertThat(bench.core.memory().members().get(0).failures()).isEqualTo(1);
        assertThat(answer(bench.later(keypad, Bench.PIN)).outcome()).isEqualTo(Outcome.DONE);
    }

    @ParameterizedTest
    @Tag("I-146")
    @EnumSource(Way.class)
    void onlyWhatComesAtOnceIsTaken(Way way) {
        Element command = bench.disarm(keypad, Bench.PIN);
        bench.give(keypad.address, command, way);
        assertThat(bench.state().armed()).isEqualTo(way == Way.KEPT || way == Way.SECOND_HAND);
    }

    @ParameterizedTest
    @Tag("I-146")
    @ValueSource(
            strings = {
                "keypad@example.com",
                "keypad@sub.example.org",
                "keypad.@example.org",
                "keyp\u0430d@example.org",
                "panel@example.org",
                "example.org"
            })
    void nobodyElseIsAnsweredWhateverHeShows(String other) {
        BareJid sender = BareJid.parse(other).orElseThrow();
        assertThat(bench.give(sender, bench.disarm(keypad, Bench.PIN), Way.REQUEST))
                .isEmpty();
        assertThat(bench.core.nonce(sender)).isEmpty();
        assertThat(bench.state().armed()).isTrue();
    }

    @Test
    @Tag("I-146")
    void aGuestAndAPeerWhoShowsWhatIsNotHisAreRefused() {
        Hand guest = new Hand("guest@example.org");
        bench.with(guest, Role.GUEST);
        assertThat(bench.answer(guest, bench.disarm(guest, Bench.PIN))
                        .orElseThrow()
                        .why())
                .contains(Reason.NOT_PERMITTED);
        assertThat(bench.answer(guest, bench.disarm(keypad, Bench.PIN))
                        .orElseThrow()
                        .why())
                .contains(Reason.STRANGER);
        assertThat(bench.state().armed()).isTrue();
    }

    @Test
    @Tag("I-147")
    void withoutAPinNothingIsDone() {
        Bench factory = new Bench().with(keypad, Role.OWNER);
        for (String digits : List.of("1234", "000000", Bench.PIN, "")) {
            assertThat(factory.answer(keypad, factory.disarm(keypad, digits))
                            .orElseThrow()
                            .why())
                    .contains(Reason.NO_PIN);
        }
        assertThat(factory.answer(keypad, factory.arm(keypad)).orElseThrow().why())
                .contains(Reason.NO_PIN);
        assertThat(factory.state()).isEqualTo(Toy.State.FIRST);
    }

    /** Of two who race there is a first and a second, and each is told how it stood when it was his turn. */
    @Test
    @Tag("I-152")
    void ofTwoWhoRaceEachIsTold() {
        Hand phone = new Hand("phone@example.org");
        bench.with(phone, Role.USER);
        Element disarm = bench.disarm(keypad, Bench.PIN);
        Element arm = bench.arm(phone);
        assertThat(answer(disarm).result()).contains(new Toy.State(false, 1));
        assertThat(bench.answer(phone, arm).orElseThrow().result()).contains(new Toy.State(true, 2));
        assertThat(answer(disarm).result()).contains(new Toy.State(false, 1));
        assertThat(bench.state()).isEqualTo(new Toy.State(true, 2));
    }

    /** Whoever is paired once more begins behind all that he has ever commanded, also what the server has kept back. */
    @Test
    @Tag("I-154")
    void whatWasCommandedInAnEarlierPairingIsNotGoodInALaterOne() {
        Element done = bench.later(keypad, Bench.PIN);
        assertThat(answer(done).outcome()).isEqualTo(Outcome.DONE);
        Element kept = bench.later(keypad, Bench.PIN);
        bench.core.become(bench.core.memory().with(List.of()));
        bench.pass(Duration.ofSeconds(5));
        Welcome welcome = bench.core.welcome(keypad.peer(Role.OWNER));
        assertThat(answer(bench.arm(keypad)).why()).contains(Reason.REPLAYED);
        assertThat(answer(done).why()).contains(Reason.REPLAYED);
        assertThat(answer(kept).why()).contains(Reason.REPLAYED);
        keypad.counter = welcome.counter();
        Element before = bench.later(keypad, Bench.PIN);
        assertThat(answer(bench.arm(keypad)).outcome()).isEqualTo(Outcome.DONE);
        bench.core.welcome(keypad.peer(Role.OWNER));
        assertThat(answer(before).why()).contains(Reason.REPLAYED);
        assertThat(bench.state().armed()).isTrue();
    }
}
