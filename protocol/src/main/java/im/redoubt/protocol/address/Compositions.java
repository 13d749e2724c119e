package im.redoubt.protocol.address;

import java.util.Arrays;

/** Which pairs of code points compose to one (primary composites of Unicode section 3.11). */
final class Compositions {
    /** What {@link #of} returns for a pair that does not compose. */
    static final int NONE = -1;

    private static final long[] PAIRS = pairs();

    private Compositions() {}

    /** Returns all pairs with what they compose to, 21 bits each, in order. */
    private static long[] pairs() {
        Decompositions canonical = Decompositions.CANONICAL;
        long[] pairs = new long[canonical.count()];
        int count = 0;
        for (int i = 0; i < canonical.count(); i++) {
            int[] mapping = canonical.mapping(i);
            if (mapping.length == 2 && !canonical.isExcluded(i)) {
                pairs[count++] = pair(mapping[0], mapping[1]) | canonical.key(i);
            }
        }
        long[] sorted = Arrays.copyOf(pairs, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static long pair(int first, int second) {
        return ((long) first << 42) | ((long) second << 21);
    }

    /** Returns the primary composite of the pair, or {@link #NONE}. */
    static int of(int first, int second) {
        int syllable = Hangul.compose(first, second);
        if (syllable != NONE) {
            return syllable;
        }
        long wanted = pair(first, second);
        int place = Arrays.binarySearch(PAIRS, wanted);
        int found = place < 0 ? -place - 1 : place;
        boolean same = found < PAIRS.length && (PAIRS[found] >> 21) == (wanted >> 21);
        return same ? (int) (PAIRS[found] & 0x1FFFFF) : NONE;
    }
}
