package im.redoubt.server.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DebtSketchTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final FakeTime time = new FakeTime();
    private final DebtSketch sketch = new DebtSketch(time, 3600 * SECOND);
    private final KeyedHash hash = new KeyedHash(new Random(7));

    @Test
    @Tag("R-82")
    void neverShowsADebtTooSmall() {
        Map<Integer, Long> until = new HashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            int key = (int) Math.abs(random.nextGaussian() * 50_000);
            long now = time.elapsed().toNanos();
            long cost = random.nextLong(20 * SECOND);
            until.merge(key, now + cost, (before, fresh) -> Math.min(now + 3600 * SECOND, Math.max(before, now) + cost));
            assertThat(sketch.add(hash.of("key" + key), cost)).isGreaterThanOrEqualTo(until.get(key) - now);
            time.advance(random.nextLong(SECOND / 100));
        }
        long now = time.elapsed().toNanos();
        until.forEach((key, end) ->
                assertThat(sketch.debt(hash.of("key" + key))).isGreaterThanOrEqualTo(Math.max(0, end - now)));
    }

    @Test
    void showsStrangersNoDebtWhenAThousandHaveSome() {
        for (int i = 0; i < 1000; i++) {
            sketch.add(hash.of("debtor" + i), 100 * SECOND);
        }
        int wronged = 0;
        for (int i = 0; i < 100_000; i++) {
            wronged += sketch.debt(hash.of("stranger" + i)) > 0 ? 1 : 0;
        }
        assertThat(wronged).isLessThan(5);
    }

    @Test
    void forgivesWithTimeAndNotBefore() {
        long key = hash.of("somebody");
        sketch.add(key, 10 * SECOND);
        sketch.add(key, 10 * SECOND);
        assertThat(sketch.debt(key)).isEqualTo(20 * SECOND);
        time.advance(Duration.ofSeconds(19));
        assertThat(sketch.debt(key)).isEqualTo(SECOND);
        time.advance(Duration.ofSeconds(5));
        assertThat(sketch.debt(key)).isZero();
        assertThat(sketch.add(key, 4000 * SECOND)).isEqualTo(3600 * SECOND);
    }

    @Test
    void hashesDifferentThingsDifferently() {
        Set<Long> seen = new HashSet<>();
        String[] names = {"", "a", "b", "aa", "\0", "\0\0", "abcd", "abcde", "abcd\0", "dcba"};
        for (String name : names) {
            assertThat(seen.add(hash.of(name))).isTrue();
            for (int i = 0; i < 4; i++) {
                assertThat(seen.add(hash.of(name, new AddressKey(false, i, 32)))).isTrue();
                assertThat(seen.add(hash.of(name, new AddressKey(true, (long) i << 32, 64)))).isTrue();
            }
        }
        assertThat(KeyedHash.random().of("a")).isNotEqualTo(KeyedHash.random().of("a"));
        assertThat(hash.of(new AddressKey(false, 0, 32))).isNotEqualTo(hash.of(new AddressKey(true, 0, 64)));
    }
}
