package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** One thing after another, on whichever thread brings it. */
final class LoopTest {
    @Test
    void whatIsBroughtWithinComesAfter() {
        List<String> done = new ArrayList<>();
        Loop[] loop = new Loop[1];
        loop[0] = new Loop(() -> done.add("afterwards"));
        loop[0].run(() -> {
            loop[0].run(() -> done.add("second"));
            done.add("first");
        });
        assertThat(done).containsExactly("first", "second", "afterwards");
    }

    @Test
    void whatIsDoneAfterwardsMayBringMore() {
        List<String> done = new ArrayList<>();
        Loop[] loop = new Loop[1];
        loop[0] = new Loop(() -> {
            if (done.size() == 1) {
                loop[0].run(() -> done.add("more"));
            }
        });
        loop[0].run(() -> done.add("first"));
        assertThat(done).containsExactly("first", "more");
    }

    @Test
    void itIsFreeAgainWhateverHappens() {
        Loop loop = new Loop(() -> {});
        try {
            loop.run(() -> {
                throw new IllegalStateException("a bug");
            });
        } catch (IllegalStateException expected) {
            // it is the caller's
        }
        List<String> done = new ArrayList<>();
        loop.run(() -> done.add("next"));
        assertThat(done).containsExactly("next");
        assertThat(Loop.isHeldHere()).isFalse();
    }

    @RepeatedTest(20)
    void nothingIsLostOrDoneTwiceOrAtOnceByManyThreads() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger afterwards = new AtomicInteger();
        int[] count = new int[1]; // not thread-safe, on purpose
        Loop loop = new Loop(afterwards::incrementAndGet);
        CountDownLatch ready = new CountDownLatch(4);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                ready.countDown();
                for (int i = 0; i < 10_000; i++) {
                    loop.run(() -> {
                        if (inside.incrementAndGet() > 1) {
                            overlaps.incrementAndGet();
                        }
                        count[0]++;
                        inside.decrementAndGet();
                    });
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        int[] result = new int[1];
        loop.run(() -> result[0] = count[0]);
        assertThat(result[0]).isEqualTo(40_000);
        assertThat(overlaps).hasValue(0);
        assertThat(afterwards.get()).isPositive();
    }
}
