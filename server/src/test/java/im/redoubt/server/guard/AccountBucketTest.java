package im.redoubt.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountBucketTest {

    private record Read(long at, long units) {}

    private final FakeTime time = new FakeTime();

    @Test
    void letsTheBurstThroughAndThenTheRate() {
        AccountBucket bucket = new AccountBucket(new TokenRate(100, 50, time));
        assertThat(bucket.charge(50)).isZero();
        assertThat(bucket.charge(10)).isEqualTo(Duration.ofMillis(100).toNanos());
        time.advance(Duration.ofMillis(100));
        assertThat(bucket.charge(0)).isZero();
        time.advance(Duration.ofDays(1));
        assertThat(bucket.charge(50)).isZero();
        assertThat(bucket.charge(1)).isEqualTo(Duration.ofMillis(10).toNanos());
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1000,5000,2", "1000000,65536,3", "50,200,4", "3,7,5", "1000000000,1000000,6"})
    @Tag("SRV-06")
    @Tag("D-101")
    void neverPassesTheRateInAnySpanOfTime(long rate, long burst, long seed) {
        Random random = new Random(seed);
        AccountBucket bucket = new AccountBucket(new TokenRate(rate, burst, time));
        List<Read> reads = new ArrayList<>();
        long largest = Math.max(2, burst);
        for (int i = 0; i < 600; i++) {
            long units = random.nextInt(4) == 0 ? 0 : 1 + random.nextLong(largest);
            reads.add(new Read(time.elapsed().toNanos(), units));
            time.advance(bucket.charge(units));
            if (random.nextInt(10) == 0) {
                time.advance(random.nextLong(Duration.ofSeconds(3).toNanos()));
            }
        }
        for (int from = 0; from < reads.size(); from++) {
            double sum = 0;
            for (int to = from; to < reads.size(); to++) {
                sum += reads.get(to).units;
                double seconds = (reads.get(to).at - reads.get(from).at) / 1e9;
                assertThat(sum).isLessThanOrEqualTo((burst + rate * seconds + largest) * 1.000001);
            }
        }
    }

    @Test
    @Tag("SRV-06")
    void letsAReaderBelowTheRateNeverWait() {
        AccountBucket bucket = new AccountBucket(new TokenRate(1000, 100, time));
        for (int i = 0; i < 100_000; i++) {
            assertThat(bucket.charge(10)).isZero();
            time.advance(Duration.ofMillis(10));
        }
    }

    @Test
    void countsAnAbsurdChargeWithoutOverflow() {
        AccountBucket bucket = new AccountBucket(new TokenRate(1, 1, time));
        assertThat(bucket.charge(Long.MAX_VALUE)).isPositive();
        assertThat(bucket.charge(-5)).isPositive();
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenRate(0, 1, time));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenRate(1, 100_000, time));
    }

    @Test
    void allocatesNothingPerCharge() {
        AccountBucket bucket = new AccountBucket(new TokenRate(1_000_000, 1_000_000, System::nanoTime));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sink = charge(bucket, 50_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        sink += charge(bucket, 200_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(50_000);
        assertThat(sink).isPositive();
    }

    private static long charge(AccountBucket bucket, int times) {
        long sink = 1;
        for (int i = 0; i < times; i++) {
            sink += bucket.charge(1);
        }
        return sink;
    }

    @Test
    void countsWhatManyThreadsChargeAtOnce() throws InterruptedException {
        AccountBucket bucket = new AccountBucket(new TokenRate(1_000, 1, time));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> charge(bucket, 10_000)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(bucket.charge(0))
                .isEqualTo(Duration.ofSeconds(40).minus(Duration.ofMillis(1)).toNanos());
    }

    @Test
    void isFullAgainWhenTimeHasPaidForEverything() {
        AccountBucket bucket = new AccountBucket(new TokenRate(10, 5, time));
        assertThat(bucket.full()).isTrue();
        bucket.charge(5);
        time.advance(Duration.ofMillis(499));
        assertThat(bucket.full()).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(bucket.full()).isTrue();
    }
}
