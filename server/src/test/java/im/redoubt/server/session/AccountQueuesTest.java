package im.redoubt.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work in order for each account. */
class AccountQueuesTest {
    private static final BareJid ALICE = BareJid.of("alice@localhost");
    private static final BareJid BOB = BareJid.of("bob@localhost");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AccountQueues queues = new AccountQueues(threads);

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void runOneTaskOfAnAccountAfterTheOtherInTheOrderGiven() {
        List<Integer> done = new ArrayList<>(); // one task at a time writes to it
        AtomicInteger together = new AtomicInteger();
        CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);
        for (int number = 0; number < 1_000; number++) {
            int next = number;
            last = queues.run(ALICE, () -> {
                assertThat(together.incrementAndGet()).isOne();
                done.add(next);
                together.decrementAndGet();
                return true;
            });
        }
        assertThat(last.join()).isTrue();
        assertThat(done)
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void letOtherAccountsPassOneThatIsStuck() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        CompletableFuture<Boolean> stuck = queues.run(ALICE, () -> {
            try {
                return released.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(queues.run(BOB, () -> 7).get(30, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(stuck).isNotDone();
        released.countDown();
        assertThat(stuck.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void goOnAfterATaskThatFailsAndTellWhoWaitsForIt() {
        CompletableFuture<Integer> broken = queues.run(ALICE, () -> {
            throw new IllegalStateException("broken");
        });
        CompletableFuture<Integer> worse = queues.run(ALICE, () -> {
            throw new StackOverflowError();
        });
        assertThat(queues.run(ALICE, () -> 3).join()).isEqualTo(3);
        assertThat(broken).isCompletedExceptionally();
        assertThat(worse).isCompletedExceptionally();
    }

    @Test
    void keepNothingOfAnAccountWithoutWork() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            queues.run(BareJid.of("user" + i + "@localhost"), () -> 1).join();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (queues.busy() > 0 && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        assertThat(queues.busy()).isZero();
    }
}
