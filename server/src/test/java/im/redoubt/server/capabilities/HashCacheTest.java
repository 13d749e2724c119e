package im.redoubt.server.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.capabilities.CapabilityHash.Scheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static ClientFeatures features(int bytes) {
        return new ClientFeatures(List.of("x".repeat(bytes / 2)));
    }

    @Test
    void whatWasAskedForLongestAgoGoesFirst() {
        HashCache cache = new HashCache(2, 1_000_000);
        cache.put(hash(1), features(10));
        cache.put(hash(2), features(10));
        assertThat(cache.find(hash(1))).isPresent();
        cache.put(hash(3), features(10));
        assertThat(cache.find(hash(2))).isEmpty();
        assertThat(cache.find(hash(1))).isPresent();
        assertThat(cache.find(hash(3))).isPresent();
    }

    @Test
    void aMillionHashesTakeNoMoreThanTheirBytes() {
        HashCache cache = new HashCache(1_000, 100_000);
        for (int number = 0; number < 1_000_000; number++) {
            cache.put(hash(number), features(1_000));
            if (cache.bytes() > 100_000) {
                Assertions.fail("too many bytes");
            }
        }
        assertThat(cache.size()).isBetween(50, 100);
        HashCache few = new HashCache(10, 100_000);
        for (int number = 0; number < 100; number++) {
            few.put(hash(number), features(10));
        }
        assertThat(few.size()).isEqualTo(10);
        assertThat(few.bytes()).isEqualTo(10 * features(10).bytes());
    }

    @Test
    void whatIsLargerThanAllIsNotKept() {
        HashCache cache = new HashCache(10, 1_000);
        cache.put(hash(1), features(100));
        cache.put(hash(2), features(2_000));
        assertThat(cache.find(hash(1))).isPresent();
        assertThat(cache.find(hash(2))).isEmpty();
    }

    /** A hash that is known is not learnt anew, and a hash of one kind stands for none of another. */
    @Test
    void theFirstStays() {
        HashCache cache = new HashCache(10, 1_000);
        ClientFeatures first = features(10);
        cache.put(hash(1), first);
        cache.put(hash(1), features(20));
        assertThat(cache.find(hash(1))).containsSame(first);
        assertThat(cache.bytes()).isEqualTo(first.bytes());
        assertThat(cache.find(new CapabilityHash(Scheme.SET, HashAlgorithm.SHA_1, "1")))
                .isEmpty();
        assertThat(cache.find(new CapabilityHash(Scheme.ENTITY, HashAlgorithm.SHA_256, "1")))
                .isEmpty();
    }

    /** Names of one hash code are found by their order: 65,536 of them would take minutes in a set that tries each. */
    @Test
    @Tag("D-103")
    void namesOfOneHashCodeAreAsQuickAsOthers() {
        List<String> names = new ArrayList<>(List.of(""));
        for (int length = 0; length < 16; length++) {
            List<String> longer = new ArrayList<>();
            names.forEach(name -> {
                longer.add(name + "Aa");
                longer.add(name + "BB");
            });
            names = longer;
        }
        assertThat(names.stream().map(String::hashCode).distinct()).hasSize(1);
        List<String> all = names;
        ClientFeatures features = org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> new ClientFeatures(all));
        assertThat(features.has(all.getLast())).isTrue();
    }
}
