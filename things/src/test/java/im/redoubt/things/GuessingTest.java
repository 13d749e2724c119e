package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.extension.Octets;
import im.redoubt.things.Bench.Hand;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.Reason;
import im.redoubt.things.command.Role;
import im.redoubt.things.pin.PinLock;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever guesses PINs by way of commands gets a few tries, however many he is, and keeps nobody else from disarming. */
@Tag("IOT-06")
@Tag("I-145")
class GuessingTest {
    private final Hand owner = new Hand("owner@example.org");
    private final Bench bench = new Bench().withPin().with(owner, Role.OWNER);

    private Answered<Toy.State> guess(Hand hand, String digits) {
        return bench.answer(hand, bench.disarm(hand, digits)).orElseThrow();
    }

    @Test
    void eachGuesserHasHisTriesAndTheOwnerHisOwn() {
        List<Hand> guessers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            guessers.add(new Hand("guesser" + i + "@example.org"));
            bench.with(guessers.get(i), Role.USER);
        }
        int looked = 0;
        for (int round = 0; round < 3 * PinLock.FREE_TRIES; round++) {
            for (Hand guesser : guessers) {
                Answered<Toy.State> answer = guess(guesser, "90817" + round);
                looked += answer.why().orElseThrow() == Reason.WRONG_PIN ? 1 : 0;
            }
            if (round == PinLock.FREE_TRIES) {
                bench.restart();
            }
        }
        assertThat(looked).isEqualTo(guessers.size() * PinLock.FREE_TRIES);
        // Each has told once that he guesses.
        assertThat(bench.core.memory().events().kept()).hasSize(guessers.size());
        assertThat(guess(guessers.get(0), Bench.PIN).why()).contains(Reason.LOCKED);
        assertThat(guess(owner, Bench.PIN).outcome()).isEqualTo(Outcome.DONE);
    }

    /** Its answers are lost on the way. Sealed anew, even under the same identifier, it is another try. */
    @Test
    void whatIsGivenOnceMoreIsNoFurtherTry() {
        Octets id = Bench.id();
        for (int tries = 1; tries < PinLock.FREE_TRIES; tries++) {
            Toy.Disarm wrong = new Toy.Disarm(bench.sealed(owner, id, "908172"), Toy.Zone.HALL);
            for (int i = 0; i < 2 * PinLock.FREE_TRIES; i++) {
                Element again = bench.signed(owner, Toy.DISARM, wrong, id);
                assertThat(bench.answer(owner, again).orElseThrow().why()).contains(Reason.WRONG_PIN);
            }
            assertThat(bench.core.memory().members().get(0).failures()).isEqualTo(tries);
        }
        assertThat(guess(owner, Bench.PIN).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void theLockGrowsAndIsKept() {
        for (int i = 0; i < PinLock.FREE_TRIES; i++) {
            guess(owner, "908172");
        }
        Duration before = guess(owner, Bench.PIN).pause().orElseThrow();
        for (int i = 0; i < 4; i++) {
            bench.restart();
            Answered<Toy.State> locked = guess(owner, Bench.PIN);
            assertThat(locked.why()).contains(Reason.LOCKED);
            assertThat(locked.pause().orElseThrow()).isGreaterThanOrEqualTo(before);
            before = locked.pause().orElseThrow();
            bench.pass(before);
            assertThat(guess(owner, "908172").why()).contains(Reason.WRONG_PIN);
            assertThat(guess(owner, Bench.PIN).pause().orElseThrow()).isGreaterThan(before);
        }
        assertThat(bench.state().armed()).isTrue();
    }

    /** A PIN that was sealed for another command, of another controller or to another device is none, and is no try. */
    @Test
    @Tag("I-144")
    void aSealedPinIsOfNoUseElsewhere() {
        Hand other = new Hand("other@example.org");
        bench.with(other, Role.USER);
        Toy.Disarm ofAnotherCommand = new Toy.Disarm(bench.sealed(owner, Bench.id(), Bench.PIN), Toy.Zone.HALL);
        assertThat(bench.answer(owner, bench.signed(owner, Toy.DISARM, ofAnotherCommand, Bench.id()))
                        .orElseThrow()
                        .why())
                .contains(Reason.UNREADABLE);
        Octets id = Bench.id();
        Toy.Disarm ofTheOwner = new Toy.Disarm(bench.sealed(owner, id, Bench.PIN), Toy.Zone.HALL);
        assertThat(bench.answer(other, bench.signed(other, Toy.DISARM, ofTheOwner, id))
                        .orElseThrow()
                        .why())
                .contains(Reason.UNREADABLE);
        Toy.Disarm toAnotherDevice = new Toy.Disarm(new Bench().sealed(owner, id, Bench.PIN), Toy.Zone.HALL);
        assertThat(bench.answer(owner, bench.signed(owner, Toy.DISARM, toAnotherDevice, id))
                        .orElseThrow()
                        .why())
                .contains(Reason.UNREADABLE);
        assertThat(bench.core.memory().members()).allMatch(member -> member.failures() == 0);
        assertThat(bench.state().armed()).isTrue();
    }

    @Test
    @Tag("I-150")
    void onesWorkIsLimitedAndTakesNothingFromOthers() {
        Hand noisy = new Hand("noisy@example.org");
        bench.with(noisy, Role.USER);
        int given = 0;
        for (int i = 0; i < 2 * Budget.EACH_HOUR; i++) {
            given += bench.core.nonce(noisy.address).isPresent() ? 1 : 0;
        }
        assertThat(given).isEqualTo(Budget.EACH_HOUR);
        assertThat(guess(owner, Bench.PIN).outcome()).isEqualTo(Outcome.DONE);
        bench.pass(Duration.ofHours(1));
        assertThat(bench.core.nonce(noisy.address)).isPresent();
    }
}
