package im.redoubt.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.store.MemoryLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was sent and not acknowledged (XEP-0198 section 4). */
class UnacknowledgedTest {
    private final Unacknowledged unacknowledged = new Unacknowledged();

    private void sends(int from, int to) {
        for (int number = from; number <= to; number++) {
            unacknowledged.sent(Parcels.message(number));
        }
    }

    private List<String> left() {
        return unacknowledged.drain().stream()
                .map(one -> one.stanza().id().orElseThrow())
                .toList();
    }

    @Test
    void whatIsAcknowledgedGoesAndTheRestStaysInItsOrder() {
        sends(1, 5);
        assertThat(unacknowledged.acknowledge(3)).isTrue();
        assertThat(unacknowledged.acknowledge(3)).isTrue();
        assertThat(unacknowledged.progress()).isEqualTo(3);
        assertThat(left()).containsExactly("4", "5");
        assertThat(unacknowledged.isWaiting()).isFalse();
        assertThat(unacknowledged.bytes()).isZero();
    }

    /** More than was sent, or less than was acknowledged before: both are a count that cannot be. */
    @Test
    @Tag("N-118")
    void aCountThatCannotBeChangesNothing() {
        sends(1, 3);
        assertThat(unacknowledged.acknowledge(4)).isFalse();
        assertThat(unacknowledged.acknowledge(4_294_967_295L)).isFalse();
        assertThat(unacknowledged.acknowledge(2)).isTrue();
        assertThat(unacknowledged.acknowledge(1)).isFalse();
        assertThat(left()).containsExactly("3");
    }

    /** What is kept until the client has it is kept until it says so, and no longer. */
    @Test
    @Tag("SRV-13")
    void whatIsAcknowledgedIsNotKeptForItAnyMore() {
        MemoryLog log = new MemoryLog();
        IntStream.rangeClosed(1, 3).forEach(number -> unacknowledged.sent(Parcels.owed(log, number)));
        assertThat(log.arrived()).isEmpty();
        unacknowledged.acknowledge(2);
        assertThat(log.arrived()).containsExactly(MemoryLog.id(1), MemoryLog.id(2));
        assertThat(left()).containsExactly("3");
        assertThat(log.arrived()).hasSize(2);
    }

    @Test
    void bytesAreThoseOfWhatIsNotAcknowledged() {
        sends(1, 1);
        long one = unacknowledged.bytes();
        sends(2, 4);
        assertThat(unacknowledged.bytes()).isEqualTo(4 * one);
        unacknowledged.acknowledge(4);
        assertThat(unacknowledged.bytes()).isZero();
    }

    /** One request at a time, and none for what was asked about already. */
    @Test
    void thePeerIsAskedOnceForWhatItWasSent() {
        assertThat(unacknowledged.asks()).isFalse();
        sends(1, 2);
        assertThat(unacknowledged.asks()).isTrue();
        assertThat(unacknowledged.asks()).isFalse();
        sends(3, 3);
        assertThat(unacknowledged.asks()).isFalse();
        unacknowledged.acknowledge(1);
        assertThat(unacknowledged.asks()).isTrue();
        unacknowledged.acknowledge(1);
        assertThat(unacknowledged.asks()).isFalse();
    }

    /** A peer that handles what it was sent bit by bit is asked until it has; one that stands still, after a while only. */
    @Test
    void aPeerThatGetsOnIsAskedForTheRest() {
        sends(1, 3);
        assertThat(unacknowledged.asks()).isTrue();
        unacknowledged.acknowledge(2);
        assertThat(unacknowledged.asks()).isTrue();
        assertThat(unacknowledged.asksAgain()).isFalse();
        unacknowledged.acknowledge(2);
        assertThat(unacknowledged.asks()).isFalse();
        assertThat(unacknowledged.asksAgain()).isTrue();
        unacknowledged.acknowledge(3);
        assertThat(unacknowledged.asks()).isFalse();
        assertThat(unacknowledged.asksAgain()).isFalse();
    }

    @Test
    void whoWaitsHearsWhenItWasHandledOrNeverWillBe() {
        CompletableFuture<Void> nothing = new CompletableFuture<>();
        unacknowledged.through(0, nothing);
        assertThat(nothing).isCompleted();
        sends(1, 2);
        CompletableFuture<Void> two = new CompletableFuture<>();
        unacknowledged.through(0, two);
        CompletableFuture<Void> three = new CompletableFuture<>();
        unacknowledged.through(1, three);
        unacknowledged.acknowledge(1);
        assertThat(two).isNotDone();
        unacknowledged.acknowledge(2);
        assertThat(two).isCompleted();
        assertThat(three).isNotDone();
        unacknowledged.drain();
        assertThat(three).isCompletedExceptionally();
    }

    /** Section 4: "the value of 'h' SHALL be reset from 2^32-1 back to zero". */
    @Test
    void theCountGoesRound() {
        Unacknowledged late = new Unacknowledged(4_294_967_294L);
        for (int number = 1; number <= 4; number++) {
            late.sent(Parcels.message(number));
        }
        assertThat(late.sent()).isEqualTo(2);
        assertThat(late.acknowledge(4_294_967_295L)).isTrue();
        assertThat(late.acknowledge(0)).isTrue();
        assertThat(late.acknowledge(3)).isFalse();
        assertThat(late.acknowledge(2)).isTrue();
        assertThat(late.isWaiting()).isFalse();
    }
}
