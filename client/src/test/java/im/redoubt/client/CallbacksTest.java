package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where listeners run, and that one that waits for something does not keep it from coming. */
final class CallbacksTest {
    private final AtomicInteger threads = new AtomicInteger();
    private final Attendant attendant = new Attendant(work -> {
        threads.incrementAndGet();
        Thread thread = new Thread(work, "attendant");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    private final SerialCallbacks callbacks = new SerialCallbacks(attendant, thrown::add);

    @AfterEach
    void close() {
        attendant.close();
    }

    @Test
    void noThreadIsThereBeforeThereIsSomethingToDo() {
        assertThat(threads).hasValue(0);
        Pending<String> done = new Pending<>();
        callbacks.execute(() -> done.complete("done"));
        assertThat(done.await(Duration.ofSeconds(5))).isEqualTo("done");
        assertThat(threads).hasValue(1);
    }

    @Test
    void listenersRunInOrderOneAtATimeAlsoOnManyThreads() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            SerialCallbacks serial = new SerialCallbacks(pool, thrown::add);
            List<Integer> order = new ArrayList<>(); // not thread-safe, on purpose
            CountDownLatch done = new CountDownLatch(10_000);
            for (int i = 0; i < 10_000; i++) {
                int number = i;
                serial.execute(() -> {
                    order.add(number);
                    done.countDown();
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(order).hasSize(10_000).isSorted();
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void listenerThatThrowsIsToldOfAndTheNextOneRuns() {
        Pending<String> next = new Pending<>();
        callbacks.execute(() -> {
            throw new IllegalStateException("a bug");
        });
        callbacks.execute(() -> next.complete("ran"));
        assertThat(next.await(Duration.ofSeconds(5))).isEqualTo("ran");
        assertThat(thrown).hasSize(1);
    }

    @Test
    void whatIsDueHappensWhileAListenerWaitsForIt() {
        Pending<String> due = new Pending<>();
        Pending<String> heard = new Pending<>();
        callbacks.execute(() -> {
            attendant.after(Duration.ofMillis(10), () -> due.complete("came"));
            heard.complete(due.await(Duration.ofSeconds(5)));
        });
        assertThat(heard.await(Duration.ofSeconds(5))).isEqualTo("came");
        assertThat(threads).hasValue(1);
    }

    @Test
    @Tag("LIB-08")
    void whoeverReadsWaitsWhileTooManyListenersDo() throws InterruptedException {
        Pending<String> go = new Pending<>();
        CountDownLatch held = new CountDownLatch(1);
        callbacks.execute(() -> {
            held.countDown();
            try {
                go.toCompletableFuture().get(30, TimeUnit.SECONDS);
            } catch (Exception e) { // the test asks for it at its end
                thrown.add(e);
            }
        });
        held.await();
        for (int i = 0; i < SerialCallbacks.MOST_WAITING; i++) {
            callbacks.execute(() -> {});
        }
        // The listener waits for a result, which only reading can bring: there is room.
        callbacks.awaitRoom();
        go.complete("go");
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            callbacks.awaitRoom();
            return true;
        });
        assertThat(thrown).isEmpty();
    }

    @Test
    @Tag("LIB-08")
    void whoeverReadsWaitsWhileAListenerIsSlow() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        callbacks.execute(() -> {
            try {
                slow.await();
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        for (int i = 0; i <= SerialCallbacks.MOST_WAITING; i++) {
            callbacks.execute(() -> {});
        }
        Thread reader = new Thread(() -> {
            try {
                callbacks.awaitRoom();
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        reader.start();
        await().atMost(Duration.ofSeconds(5)).until(() -> reader.getState() == Thread.State.WAITING);
        slow.countDown();
        reader.join(5_000);
        assertThat(reader.isAlive()).isFalse();
        assertThat(thrown).isEmpty();
    }

    @Test
    void waitingOnTheThreadThatCarriesTheConnectionIsRefused() {
        Loop loop = new Loop(() -> {});
        Pending<String> never = new Pending<>();
        loop.run(() -> assertThatThrownBy(never::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("thread"));
        assertThatThrownBy(() -> never.await(Duration.ofMillis(1))).isInstanceOf(ClientException.class);
    }

    @Test
    void laterIsInTheOrderOfTime() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        Pending<String> last = new Pending<>();
        attendant.after(Duration.ofMillis(60), () -> last.complete("done"));
        attendant.after(Duration.ofMillis(40), () -> order.add(2));
        attendant.after(Duration.ofMillis(20), () -> order.add(1));
        attendant.after(Duration.ofMillis(30), () -> order.add(9)).run();
        assertThat(last.await(Duration.ofSeconds(5))).isEqualTo("done");
        assertThat(order).containsExactly(1, 2);
    }

    @Test
    void threadEndsWithTheSession() {
        Pending<Thread> where = new Pending<>();
        attendant.after(Duration.ofHours(1), () -> {});
        callbacks.execute(() -> where.complete(Thread.currentThread()));
        Thread thread = where.await(Duration.ofSeconds(5));
        attendant.close();
        await().atMost(Duration.ofSeconds(5)).until(() -> !thread.isAlive());
    }
}
