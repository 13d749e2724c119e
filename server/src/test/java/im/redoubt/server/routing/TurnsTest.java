package im.redoubt.server.routing;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.fixture.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** One behind the other for each account, whatever each of them waits for. */
class TurnsTest {
    private final Turns turns = new Turns();
    private final Tasks loop = new Tasks();
    private final List<String> done = new ArrayList<>();

    private CompletableFuture<Void> take(BareJid account, Executor where, Supplier<CompletionStage<Void>> effect) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        turns.take(account, where, effect, turn);
        return turn;
    }

    private CompletableFuture<Void> after(String word, CompletableFuture<Void> what) {
        return take(BOB, loop, () -> what.thenRun(() -> done.add(word)));
    }

    private static CompletableFuture<Void> now() {
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void whatTakesLongHoldsUpWhatIsBehindItAndNobodyElse() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        CompletableFuture<Void> first = after("first", slow);
        CompletableFuture<Void> second = after("second", now());
        var _ = take(ALICE, loop, () -> now().thenRun(() -> done.add("another's")));
        loop.run();
        assertThat(done).containsExactly("another's");
        slow.complete(null);
        assertThat(first).isCompleted();
        assertThat(second).as("before the event loop's turn").isNotDone();
        loop.run();
        assertThat(done).containsExactly("another's", "first", "second");
        assertThat(turns.busy()).isZero();
    }

    /** What is chained to the end of a turn runs where the turn ended, and not on the thread that all commits come by. */
    @Test
    void aTurnEndsWhereItTookEffect() throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Thread own = thread.submit(Thread::currentThread).get();
            for (int count = 0; count < 1_000; count++) {
                CompletableFuture<Void> turn = new CompletableFuture<>();
                CompletableFuture<Thread> end = turn.thenApply(over -> Thread.currentThread());
                turns.take(BOB, thread, TurnsTest::now, turn);
                assertThat(end.get()).isSameAs(own);
            }
        }
    }

    @Test
    void aFaultIsItsOwn() {
        CompletableFuture<Void> thrown = take(BOB, loop, () -> {
            throw new IllegalStateException("as the test wants it");
        });
        CompletableFuture<Void> failed =
                take(BOB, loop, () -> CompletableFuture.failedFuture(new IllegalStateException("late")));
        CompletableFuture<Void> nobodys = take(
                BOB,
                task -> {
                    throw new RejectedExecutionException("the loop is gone");
                },
                TurnsTest::now);
        CompletableFuture<Void> last = after("last", now());
        loop.run();
        assertThat(thrown).isCompletedExceptionally();
        assertThat(failed).isCompletedExceptionally();
        assertThat(nobodys).isCompletedExceptionally();
        assertThat(last).isCompleted();
        assertThat(turns.busy()).isZero();
    }

    @Test
    void whatIsExpectedIsCounted() {
        turns.expect(BOB);
        turns.expect(BOB);
        turns.arrived(BOB);
        assertThat(turns.expected(BOB)).isOne();
        turns.arrived(BOB);
        assertThat(turns.expected(BOB)).isZero();
        assertThat(turns.expected(ALICE)).isZero();
        assertThat(turns.busy()).isZero();
    }
}
