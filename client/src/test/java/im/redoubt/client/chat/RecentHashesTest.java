package im.redoubt.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** It knows what was added last, as many as it may, and nothing else. */
class RecentHashesTest {
    @Test
    void knowsTheLastOnesWhateverTheirSlots() {
        for (int most : new int[] {1, 5, 32, 33, 100, 4_000}) {
            RecentHashes recent = new RecentHashes(most);
            ArrayDeque<Long> order = new ArrayDeque<>();
            Set<Long> expected = new HashSet<>();
            Random random = new Random(most);
            for (int i = 0; i < 40_000; i++) {
                // Few low bits, so that they crowd; some come again.
                long hash = (long) random.nextInt(2 * most) << 40 | random.nextInt(16);
                assertThat(recent.add(hash)).as("%s of %s", i, most).isEqualTo(isNew(hash, most, order, expected));
            }
        }
    }

    private static boolean isNew(long hash, int most, ArrayDeque<Long> order, Set<Long> expected) {
        // 0 and 1 are taken for one.
        long one = hash == 0 ? 1 : hash;
        if (!expected.add(one)) {
            return false;
        }
        order.add(one);
        if (order.size() > most) {
            expected.remove(order.remove());
        }
        return true;
    }
}
