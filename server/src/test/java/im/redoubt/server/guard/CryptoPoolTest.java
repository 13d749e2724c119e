package im.redoubt.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CryptoPoolTest {

    private final CryptoPool pool = new CryptoPool(1, 8);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        pool.close();
    }

    private static AddressKey source(int number) {
        return new AddressKey(false, number, 32);
    }

    private Optional<CompletableFuture<String>> slow(int source) {
        return pool.submit(source(source), () -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Thread.currentThread().getName();
        });
    }

    @Test
    @Tag("D-104")
    void keepsItsQueueBounded() {
        long taken = IntStream.range(0, 1000).filter(i -> slow(i).isPresent()).count();
        assertThat(taken).isBetween(8L, 9L);
        assertThat(pool.waiting()).isLessThanOrEqualTo(8);
        assertThat(pool.sources()).isLessThanOrEqualTo(9);
    }

    @Test
    @Tag("D-104")
    @Tag("SRV-06")
    void leavesRoomForOthersWhenOneSourceFloods() throws Exception {
        long taken = IntStream.range(0, 1000).filter(i -> slow(1).isPresent()).count();
        assertThat(taken).isEqualTo(2);
        CompletableFuture<String> other = slow(2).orElseThrow();
        release.countDown();
        assertThat(other.get(5, TimeUnit.SECONDS)).startsWith("redoubt-crypto-");
    }

    @Test
    @Tag("D-104")
    void doesNoWorkThatNobodyWaitsFor() throws Exception {
        AtomicInteger done = new AtomicInteger();
        slow(1);
        pool.submit(source(2), done::incrementAndGet).orElseThrow().cancel(false);
        release.countDown();
        pool.submit(source(3), () -> 1).orElseThrow().get(5, TimeUnit.SECONDS);
        assertThat(done).hasValue(0);
    }

    @Test
    void tellsAFailureToTheOneWhoWaits() {
        CompletableFuture<String> failing = pool.<String>submit(source(1), () -> {
                    throw new IllegalStateException("broken");
                })
                .orElseThrow();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> failing.get(5, TimeUnit.SECONDS))
                .withMessageContaining("broken");
    }

    @Test
    @Tag("D-104")
    @Tag("R-82")
    void forgetsSourcesWithoutWork() throws Exception {
        release.countDown();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            pool.submit(source(i), () -> number).orElseThrow().get(5, TimeUnit.SECONDS);
        }
        pool.submit(source(1), () -> 1).orElseThrow().get(5, TimeUnit.SECONDS);
        assertThat(pool.sources()).isLessThanOrEqualTo(1);
    }

    @Test
    void refusesWorkAfterTheEnd() {
        pool.close();
        assertThat(pool.submit(source(1), () -> 1)).isEmpty();
        assertThat(pool.sources()).isZero();
    }
}
