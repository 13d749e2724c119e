package im.redoubt.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever began to sign in before access was taken away is told so. */
@Tag("A-58")
class RevocationsTest {
    private static final BareJid ALICE = BareJid.of("alice@localhost");

    private final Revocations revocations = new Revocations();

    @Test
    void aMomentHoldsUntilSomethingIsRevoked() {
        Revocations.Moment before = revocations.now(ALICE);
        assertThat(before.isCurrent()).isTrue();
        Revocations.Revocation revocation = revocations.begin(ALICE);
        assertThat(before.isCurrent()).isFalse();
        revocation.close();
        assertThat(before.isCurrent()).isFalse();
        assertThat(revocations.now(ALICE).isCurrent()).isTrue();
        assertThat(Revocations.Moment.NEVER.isCurrent()).isFalse();
    }

    /** What is looked up while something is being revoked may be from before. */
    @Test
    void nothingThatBeginsWithinARevocationEverHolds() {
        Revocations.Revocation one = revocations.begin(ALICE);
        Revocations.Moment within = revocations.now(ALICE);
        Revocations.Revocation other = revocations.begin(ALICE);
        one.close();
        Revocations.Moment still = revocations.now(ALICE);
        other.close();
        assertThat(List.of(within, still)).noneMatch(Revocations.Moment::isCurrent);
        assertThat(revocations.now(ALICE).isCurrent()).isTrue();
    }

    @Test
    void ofOthersHardlyAnyAreConcerned() {
        List<Revocations.Moment> others = IntStream.range(0, 1_000)
                .mapToObj(i -> revocations.now(BareJid.of("n" + i + "@localhost")))
                .toList();
        revocations.begin(ALICE).close();
        assertThat(others.stream().filter(Revocations.Moment::isCurrent).count())
                .isGreaterThan(980);
    }

    /** One keeps something and asks; another takes away what is kept: never does anything stay that was let in by what is gone. */
    @Test
    void nothingSlipsThroughBetweenTwoThreads() throws InterruptedException {
        for (int round = 0; round < 3_000; round++) {
            AtomicBoolean credential = new AtomicBoolean(true);
            AtomicInteger kept = new AtomicInteger();
            CountDownLatch start = new CountDownLatch(1);
            Thread signsIn = Thread.ofVirtual().start(() -> {
                await(start);
                Revocations.Moment began = revocations.now(ALICE);
                if (credential.get()) {
                    kept.set(1);
                    if (!began.isCurrent()) {
                        kept.set(0);
                    }
                }
            });
            Thread revokes = Thread.ofVirtual().start(() -> {
                await(start);
                try (var _ = revocations.begin(ALICE)) {
                    credential.set(false);
                    kept.set(0);
                }
            });
            start.countDown();
            signsIn.join();
            revokes.join();
            assertThat(kept).hasValue(0);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
