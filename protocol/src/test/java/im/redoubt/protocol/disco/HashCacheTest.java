package im.redoubt.protocol.disco;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.disco.CapabilityHash.Scheme;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What verified hashes stand for is kept within bounds. */
@Tag("X-83")
@Tag("R-82")
class HashCacheTest {
    private static CapabilityHash hash(int number) {
        return new CapabilityHash(Scheme.ENTITY, HashAlgorithm.SHA_1, Integer.toString(number));
    }

    private static String text(int bytes) {
        return "x".repeat(bytes);
    }

    private static HashCache<CapabilityHash, String> cache(int entries, long bytes) {
        return new HashCache<>(entries, bytes, String::length);
    }

    @Test
    void whatWasAskedForLongestAgoGoesFirst() {
        HashCache<CapabilityHash, String> cache = cache(2, 1_000_000);
        cache.put(hash(1), text(10));
        cache.put(hash(2), text(10));
        assertThat(cache.find(hash(1))).isPresent();
        cache.put(hash(3), text(10));
        assertThat(cache.find(hash(2))).isEmpty();
        assertThat(cache.find(hash(1))).isPresent();
        assertThat(cache.find(hash(3))).isPresent();
    }

    @Test
    void aMillionHashesTakeNoMoreThanTheirBytes() {
        HashCache<CapabilityHash, String> cache = cache(1_000, 100_000);
        for (int number = 0; number < 1_000_000; number++) {
            cache.put(hash(number), text(1_000));
            if (cache.bytes() > 100_000) {
                Assertions.fail("too many bytes");
            }
        }
        assertThat(cache.size()).isBetween(50, 100);
        HashCache<CapabilityHash, String> few = cache(10, 100_000);
        for (int number = 0; number < 100; number++) {
            few.put(hash(number), text(10));
        }
        assertThat(few.size()).isEqualTo(10);
        assertThat(few.bytes()).isEqualTo(100);
    }

    @Test
    void whatIsLargerThanAllIsNotKept() {
        HashCache<CapabilityHash, String> cache = cache(10, 1_000);
        cache.put(hash(1), text(100));
        cache.put(hash(2), text(2_000));
        assertThat(cache.find(hash(1))).isPresent();
        assertThat(cache.find(hash(2))).isEmpty();
    }

    /** A hash that is known is not learnt anew, and a hash of one kind stands for none of another. */
    @Test
    void theFirstStays() {
        HashCache<CapabilityHash, String> cache = cache(10, 1_000);
        String first = text(10);
        cache.put(hash(1), first);
        cache.put(hash(1), text(20));
        assertThat(cache.find(hash(1))).containsSame(first);
        assertThat(cache.bytes()).isEqualTo(first.length());
        assertThat(cache.find(new CapabilityHash(Scheme.SET, HashAlgorithm.SHA_1, "1")))
                .isEmpty();
        assertThat(cache.find(new CapabilityHash(Scheme.ENTITY, HashAlgorithm.SHA_256, "1")))
                .isEmpty();
    }

    @Test
    void whatIsForgottenTakesNothing() {
        HashCache<CapabilityHash, String> cache = cache(10, 1_000);
        cache.put(hash(1), text(10));
        cache.put(hash(2), text(20));
        cache.remove(hash(1));
        cache.remove(hash(3));
        assertThat(cache.find(hash(1))).isEmpty();
        assertThat(cache.size()).isOne();
        assertThat(cache.bytes()).isEqualTo(20);
    }
}
