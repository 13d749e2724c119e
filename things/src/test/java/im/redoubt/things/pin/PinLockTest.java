package im.redoubt.things.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import im.redoubt.things.key.SigningKey;
import im.redoubt.things.key.VerifyingKey;
import im.redoubt.things.pin.PinLock.Outcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A PIN can be guessed a few times, and then ever more seldom; bad ones are not taken at all. */
@Tag("IOT-06")
class PinLockTest {
    private static final String RIGHT = "471108";

    private final SecureRandom random = new SecureRandom();
    private final VerifyingKey keypad = SigningKey.make(random).verifying();
    private final VerifyingKey phone = SigningKey.make(random).verifying();
    private final Kept kept = new Kept();
    private final List<VerifyingKey> told = new ArrayList<>();
    private PinLock lock = new PinLock(kept, told::add, 0);
    private long nanos;

    /** What is written, and whether the power went just behind it. */
    private static final class Kept implements PinRecord {
        private final Map<VerifyingKey, Integer> failures = new HashMap<>();
        private Optional<PinHash> pin = Optional.empty();
        private boolean powerGoes;

        @Override
        public Optional<PinHash> pin() {
            return pin;
        }

        @Override
        public int failures(VerifyingKey peer) {
            return failures.getOrDefault(peer, 0);
        }

        @Override
        public void failures(VerifyingKey peer, int count) {
            failures.put(peer, count);
            if (powerGoes) {
                throw new IllegalStateException("the power is gone");
            }
        }
    }

    private static Secret pin(String digits) {
        return Secret.utf8(digits.toCharArray());
    }

    private Outcome attempt(VerifyingKey peer, String digits) {
        return lock.attempt(peer, pin(digits), nanos);
    }

    private void set() {
        kept.pin = Optional.of(PinHash.of(pin(RIGHT), random));
    }

    @Test
    @Tag("I-145")
    void whoGuessesWaitsTwiceAsLongEachTimeAndTheOthersDoNot() {
        set();
        for (int i = 0; i < PinLock.FREE_TRIES; i++) {
            assertThat(attempt(keypad, "000000")).isEqualTo(Outcome.WRONG);
        }
        assertThat(told).containsExactly(keypad);
        for (long minutes = 1; minutes <= 16; minutes *= 2) {
            assertThat(attempt(keypad, RIGHT)).isEqualTo(Outcome.LOCKED);
            assertThat(lock.wait(keypad, nanos)).isEqualTo(Duration.ofMinutes(minutes));
            assertThat(attempt(phone, RIGHT)).isEqualTo(Outcome.RIGHT);
            nanos += Duration.ofMinutes(minutes).toNanos();
            assertThat(attempt(keypad, "000000")).isEqualTo(Outcome.WRONG);
        }
        assertThat(told).hasSize(6).containsOnly(keypad);
        nanos += Duration.ofMinutes(32).toNanos();
        assertThat(attempt(keypad, RIGHT)).isEqualTo(Outcome.RIGHT);
        assertThat(attempt(keypad, "000000")).isEqualTo(Outcome.WRONG);
    }

    @Test
    @Tag("I-145")
    void aRestartOpensNothing() {
        set();
        for (int i = 0; i < PinLock.FREE_TRIES; i++) {
            attempt(keypad, "000000");
        }
        nanos = 77;
        lock = new PinLock(kept, told::add, nanos);
        assertThat(attempt(keypad, RIGHT)).isEqualTo(Outcome.LOCKED);
        assertThat(lock.wait(keypad, nanos)).isEqualTo(PinLock.FIRST_WAIT);
    }

    @Test
    @Tag("I-145")
    void whoCutsThePowerHasTriedAllTheSame() {
        set();
        kept.powerGoes = true;
        for (int i = 0; i < PinLock.FREE_TRIES; i++) {
            assertThatThrownBy(() -> attempt(keypad, "000000")).isInstanceOf(IllegalStateException.class);
            lock = new PinLock(kept, told::add, nanos);
        }
        kept.powerGoes = false;
        assertThat(attempt(keypad, RIGHT)).isEqualTo(Outcome.LOCKED);
    }

    @Test
    @Tag("I-147")
    void whereNoneIsSetNothingIsOne() {
        assertThat(attempt(keypad, "1234")).isEqualTo(Outcome.NOT_SET);
        assertThat(attempt(keypad, "")).isEqualTo(Outcome.NOT_SET);
    }

    @ParameterizedTest
    @Tag("I-147")
    @CsvSource({
        "1234, LENGTH",
        "00000000000000000, LENGTH",
        "12345a, NOT_DIGITS",
        "１２３４５６, NOT_DIGITS",
        "000000, COUNTS",
        "123456, COUNTS",
        "890123, COUNTS",
        "654321, COUNTS",
        "135791, COUNTS",
        "121212, REPEATS",
        "123123, REPEATS",
        "1231231, REPEATS",
        "123321, PATTERN",
        "112122, PATTERN"
    })
    void whatIsTriedFirstIsNotTaken(String digits, PinRules.Fault fault) {
        assertThat(PinRules.against(pin(digits))).contains(fault);
        assertThatThrownBy(() -> PinHash.of(pin(digits), random)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {RIGHT, "908172", "1123581321345589"})
    void othersAre(String digits) {
        assertThat(PinRules.against(pin(digits))).isEmpty();
    }

    @Test
    @Tag("LIB-11")
    void nothingOfAPinIsShown() {
        set();
        assertThat(kept.pin().orElseThrow().toString()).isEqualTo("hash of a PIN");
        assertThat(PinHash.of(pin(RIGHT), random)).isNotEqualTo(kept.pin().orElseThrow());
    }
}
