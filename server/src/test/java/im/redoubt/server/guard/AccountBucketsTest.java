package im.redoubt.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AccountBucketsTest {

    private final FakeTime time = new FakeTime();
    private final AccountBuckets<String> buckets = new AccountBuckets<>(new TokenRate(100, 100, time));

    @Test
    @Tag("SRV-06")
    @Tag("D-101")
    void giveAnAccountOneShareHoweverManySessionsItHas() {
        long waited = 0;
        for (int session = 0; session < 100; session++) {
            waited = Math.max(waited, buckets.open("mallory").charge(100));
        }
        assertThat(Duration.ofNanos(waited)).isEqualTo(Duration.ofSeconds(99));
        assertThat(buckets.open("alice").charge(100)).isZero();
    }

    @Test
    @Tag("SRV-06")
    void areNotFilledBySigningOutAndIn() {
        buckets.open("mallory").charge(1000);
        buckets.close("mallory");
        for (int i = 0; i < 100; i++) {
            buckets.open("other" + i);
            buckets.close("other" + i);
        }
        assertThat(buckets.open("mallory").charge(0))
                .isEqualTo(Duration.ofSeconds(9).toNanos());
    }

    @Test
    @Tag("R-82")
    void forgetAccountsThatHaveGone() {
        for (int i = 0; i < 1_000_000; i++) {
            String name = "user" + i;
            buckets.open(name).charge(1);
            buckets.close(name);
            time.advance(Duration.ofMillis(1));
            if (buckets.size() > 200) {
                assertThat(buckets.size()).isLessThanOrEqualTo(200);
            }
        }
        time.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 50; i++) {
            buckets.open("last");
            buckets.close("last");
        }
        assertThat(buckets.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void complainAboutASessionThatNeverWas() {
        assertThatIllegalStateException().isThrownBy(() -> buckets.close("nobody"));
    }

    @Test
    void loseNoChargeAmongThreads() throws Exception {
        AccountBucket bucket = buckets.open("alice");
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                done.add(pool.submit(() -> {
                    for (int k = 0; k < 10_000; k++) {
                        bucket.charge(1);
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(Duration.ofNanos(bucket.charge(0))).isEqualTo(Duration.ofSeconds(399));
    }
}
