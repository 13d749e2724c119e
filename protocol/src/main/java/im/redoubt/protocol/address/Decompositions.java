package im.redoubt.protocol.address;

import java.util.Arrays;

/** What code points decompose to, one step at a time; Hangul syllables are left to {@link Hangul}. */
final class Decompositions {
    /** For NFC: canonical ones. */
    static final Decompositions CANONICAL = new Decompositions(CanonicalData.TABLE);

    private static final int[] NONE = {};

    private final int[] keys;
    private final int[][] mappings;
    private final boolean[] excluded;

    private Decompositions(String table) {
        int[] readKeys = new int[table.length()];
        int[][] readMappings = new int[table.length()][];
        boolean[] readExcluded = new boolean[table.length()];
        int count = 0;
        int key = 0;
        int last = 0;
        for (TableReader reader = new TableReader(table); reader.hasNext(); count++) {
            key += reader.unsigned();
            int kind = reader.unsigned();
            int[] mapping = new int[kind >> 1];
            for (int i = 0; i < mapping.length; i++) {
                last += reader.signed();
                mapping[i] = last;
            }
            readKeys[count] = key;
            readMappings[count] = mapping;
            readExcluded[count] = (kind & 1) != 0;
        }
        keys = Arrays.copyOf(readKeys, count);
        mappings = Arrays.copyOf(readMappings, count);
        excluded = Arrays.copyOf(readExcluded, count);
    }

    /** For NFKC: what they add to the canonical ones. Read when first asked for, since addresses do not need them. */
    static Decompositions compatibility() {
        return Compatibility.TABLE;
    }

    private static final class Compatibility {
        static final Decompositions TABLE = new Decompositions(CompatibilityData.TABLE);
    }

    /** Returns one step of the decomposition, or an empty array if there is none. Not to be changed. */
    int[] of(int codePoint) {
        int place = Arrays.binarySearch(keys, codePoint);
        return place < 0 ? NONE : mappings[place];
    }

    int count() {
        return keys.length;
    }

    int key(int index) {
        return keys[index];
    }

    int[] mapping(int index) {
        return mappings[index];
    }

    /** Returns whether the pair of this entry never composes (Full_Composition_Exclusion). */
    boolean isExcluded(int index) {
        return excluded[index];
    }
}
