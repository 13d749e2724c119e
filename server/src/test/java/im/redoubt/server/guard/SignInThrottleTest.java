package im.redoubt.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.guard.SignInDecision.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private static final BareJid VICTIM = BareJid.of("victim@example.org");
    private static final BareJid NOBODY = BareJid.of("nobody@example.org");
    private static final AddressKey HOME = new AddressKey(false, 0xc0000201L, 32);
    private static final AddressKey EVIL = new AddressKey(false, 0xcb007101L, 32);

    private final FakeTime time = new FakeTime();
    private final SignInThrottle throttle = new SignInThrottle(SignInThrottle.Settings.DEFAULT, time);

    private static AddressKey address(int number) {
        return new AddressKey(false, 0x0a000000L + number, 32);
    }

    private static SignInAttempt admitted(SignInDecision decision) {
        assertThat(decision).isInstanceOf(SignInAttempt.class);
        return (SignInAttempt) decision;
    }

    /** One attempt by somebody who waits as told and does nothing else meanwhile. */
    private Duration failPatiently(AddressKey from, BareJid account) {
        Duration begin = time.elapsed();
        SignInDecision decision = attempt(from, account);
        while (decision instanceof Refused refused) {
            time.advance(refused.retryAfter());
            decision = attempt(from, account);
        }
        SignInAttempt attempt = (SignInAttempt) decision;
        time.advance(attempt.waitBefore());
        time.advance(attempt.failed());
        return time.elapsed().minus(begin);
    }

    private Duration victimSignsIn() {
        SignInAttempt attempt = admitted(attempt(HOME, VICTIM));
        attempt.succeeded();
        return attempt.waitBefore();
    }

    @Test
    void isGentleWithATypo() {
        assertThat(failPatiently(EVIL, VICTIM)).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(failPatiently(EVIL, VICTIM)).isLessThanOrEqualTo(Duration.ofMillis(400));
        SignInAttempt right = admitted(attempt(EVIL, VICTIM));
        right.succeeded();
        assertThat(right.waitBefore()).isZero();
    }

    @Test
    @Tag("A-54")
    @Tag("SRV-06")
    void answersTheTwentiethFailureAfterFiveSeconds() {
        Duration before = Duration.ZERO;
        for (int failure = 1; failure < 20; failure++) {
            Duration took = failPatiently(EVIL, VICTIM);
            if (failure <= 8) {
                assertThat(took).isGreaterThan(before);
            }
            before = took;
        }
        assertThat(failPatiently(EVIL, VICTIM)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    @Tag("A-54")
    void answersTheTwentiethFailureLateAlsoFromAKnownSourceAndOverDifferentAccounts() {
        Duration last = Duration.ZERO;
        for (int failure = 0; failure < 20; failure++) {
            last = failPatiently(HOME, failure % 2 == 0 ? VICTIM : NOBODY);
        }
        assertThat(last).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    @Tag("A-54")
    @Tag("SRV-06")
    void makesTenThousandGuessesFromOneAddressTakeDays() {
        for (int guess = 0; guess < 10_000; guess++) {
            failPatiently(EVIL, VICTIM);
            if (guess % 100 == 0) {
                assertThat(victimSignsIn()).isLessThan(Duration.ofMillis(100));
            }
        }
        assertThat(time.elapsed()).isGreaterThan(Duration.ofDays(3));
    }

    @Test
    @Tag("A-54")
    void letsOneAddressGuessNoFasterOverManyConnections() {
        int proofs = 0;
        while (time.elapsed().compareTo(Duration.ofHours(1)) < 0) {
            for (int connection = 0; connection < 20; connection++) {
                if (attempt(EVIL, VICTIM) instanceof SignInAttempt attempt) {
                    attempt.failed();
                    proofs++;
                }
            }
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(proofs).isBetween(100, 160);
    }

    @Test
    @Tag("A-54")
    @Tag("SRV-06")
    void slowsGuessesAtOneAccountFromManyAddressesAndNotItsOwner() {
        int guesses = 0;
        int address = 0;
        while (guesses < 10_000) {
            if (attempt(address(address++), VICTIM) instanceof SignInAttempt attempt) {
                attempt.failed();
                guesses++;
            } else {
                time.advance(Duration.ofMillis(100));
            }
            if (address % 500 == 0) {
                assertThat(victimSignsIn()).isLessThan(Duration.ofMillis(100));
            }
        }
        assertThat(time.elapsed()).isGreaterThan(Duration.ofMinutes(80));
    }

    @Test
    @Tag("A-54")
    void doesNotSlowOtherAccountsOfOtherAddresses() {
        for (int guess = 0; guess < 1000; guess++) {
            if (attempt(address(guess), VICTIM) instanceof SignInAttempt attempt) {
                attempt.failed();
            }
        }
        assertThat(admitted(attempt(HOME, NOBODY)).waitBefore()).isZero();
    }

    @Test
    @Tag("A-54")
    void letsANewDeviceOfAnAttackedAccountIn() {
        int admittedVictims = 0;
        for (int second = 0; second < 600; second++) {
            for (int guess = 0; guess < 5; guess++) {
                if (attempt(address(second * 5 + guess), VICTIM) instanceof SignInAttempt attempt) {
                    attempt.failed();
                }
            }
            time.advance(Duration.ofSeconds(1));
            if (attempt(new AddressKey(false, 0xc6336400L + second, 32), VICTIM) instanceof SignInAttempt) {
                admittedVictims++;
            }
        }
        assertThat(admittedVictims).isGreaterThan(100);
    }

    @Test
    @Tag("A-54")
    void doesNotLockAKnownSourceOutThatSharesItsAddressWithTheAttacker() {
        for (int failure = 0; failure < 20; failure++) {
            failPatiently(HOME, NOBODY);
            failPatiently(HOME, VICTIM);
        }
        assertThat(victimSignsIn()).isLessThan(Duration.ofMillis(100));
        for (int failure = 0; failure < 2000; failure++) {
            admitted(attempt(HOME, VICTIM)).failed();
        }
        assertThat(victimSignsIn()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void treatsUnknownAccountsLikeKnownOnes() {
        FakeTime other = new FakeTime();
        SignInThrottle twin = new SignInThrottle(SignInThrottle.Settings.DEFAULT, other);
        for (int failure = 0; failure < 30; failure++) {
            SignInDecision real = attempt(EVIL, VICTIM);
            SignInDecision none = twin.attempt(EVIL, NOBODY, false);
            assertThat(real.getClass()).isEqualTo(none.getClass());
            if (real instanceof SignInAttempt a && none instanceof SignInAttempt b) {
                assertThat(a.waitBefore()).isEqualTo(b.waitBefore());
                assertThat(a.failed()).isEqualTo(b.failed());
            }
        }
    }

    @Test
    @Tag("A-54")
    void forgivesNothingForASuccessButTimeForgives() {
        for (int failure = 0; failure < 20; failure++) {
            attempt(EVIL, VICTIM);
            failPatiently(EVIL, VICTIM);
        }
        admitted(attempt(EVIL, NOBODY)).succeeded();
        assertThat(failPatiently(EVIL, VICTIM)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
        time.advance(Duration.ofHours(1));
        assertThat(failPatiently(EVIL, VICTIM)).isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    @Tag("A-54")
    void countsNamesThatCanBeNobodysToo() {
        for (int failure = 0; failure < 30; failure++) {
            if (throttle.attempt(EVIL) instanceof SignInAttempt attempt) {
                attempt.failed();
            }
        }
        assertThat(attempt(EVIL, VICTIM)).isInstanceOf(Refused.class);
    }

    @Test
    @Tag("R-82")
    @Tag("A-54")
    void forgetsNoOffenderInAFloodOfAMillionAddresses() {
        for (int failure = 0; failure < 30; failure++) {
            if (attempt(EVIL, NOBODY) instanceof SignInAttempt attempt) {
                attempt.failed();
            }
        }
        for (int i = 0; i < 1_000_000; i++) {
            if (throttle.attempt(address(i)) instanceof SignInAttempt attempt) {
                attempt.failed();
            }
            if (i % 100_000 == 0) {
                assertThat(attempt(EVIL, NOBODY)).isInstanceOf(Refused.class);
                assertThat(victimSignsIn()).isLessThan(Duration.ofMillis(100));
            }
        }
        assertThat(attempt(EVIL, NOBODY)).isInstanceOf(Refused.class);
    }

    @Test
    void endsAnAttemptOnce() {
        SignInAttempt attempt = admitted(attempt(HOME, VICTIM));
        assertThat(attempt.fromKnownSource()).isTrue();
        attempt.succeeded();
        assertThatIllegalStateException().isThrownBy(attempt::failed);
    }

    @Test
    void refusesSenselessSettings() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignInThrottle.Settings(second, second, second, 0, second, second, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignInThrottle.Settings(second, second, Duration.ZERO, 1, second, second, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignInThrottle.Settings(second.negated(), second, second, 1, second, second, 1));
    }

    /** The victim has signed in from home before. */
    private SignInDecision attempt(AddressKey from, BareJid account) {
        return throttle.attempt(from, account, account.equals(VICTIM) && from.equals(HOME));
    }
}
