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

class TokenBucketTest {

    private record Read(long at, long units) {}

    private final FakeTime time = new FakeTime();

    @Test
    void letsTheBurstThroughAndThenTheRate() {
        TokenBucket bucket = new TokenRate(100, 50, time).bucket();
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
        TokenBucket bucket = new TokenRate(rate, burst, time).bucket();
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
        TokenBucket bucket = new TokenRate(1000, 100, time).bucket();
        for (int i = 0; i < 100_000; i++) {
            assertThat(bucket.charge(10)).isZero();
            time.advance(Duration.ofMillis(10));
        }
    }

    @Test
    void countsAnAbsurdChargeWithoutOverflow() {
        TokenBucket bucket = new TokenRate(1, 1, time).bucket();
        assertThat(bucket.charge(Long.MAX_VALUE)).isPositive();
        assertThat(bucket.charge(-5)).isPositive();
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenRate(0, 1, time));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenRate(1, 100_000, time));
    }

    @Test
    void allocatesNothingPerCharge() {
        TokenBucket bucket = new TokenRate(1_000_000, 1_000_000, System::nanoTime).bucket();
        AccountBucket shared =
                new AccountBuckets<String>(new TokenRate(1_000_000, 1_000_000, System::nanoTime)).open("alice");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sink = charge(bucket, shared, 50_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        sink += charge(bucket, shared, 200_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(50_000);
        assertThat(sink).isPositive();
    }

    private static long charge(TokenBucket bucket, AccountBucket shared, int times) {
        long sink = 1;
        for (int i = 0; i < times; i++) {
            sink += bucket.charge(1) + shared.charge(1);
        }
        return sink;
    }
}
