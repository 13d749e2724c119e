package im.redoubt.protocol.address;

/**
 * NFC and NFKC of the pinned Unicode version (UAX 15). The platform's normaliser is not asked, since an older Android knows
 * neither the decompositions nor the combining classes of code points that we accept.
 *
 * <p>Time is linear: a run of combining marks is put in order by counting, whatever its length.
 */
final class Normalization {
    /** Below this no code point decomposes, composes with what stands before it or combines, in any form. */
    private static final int FIRST_OF_INTEREST = 0xA0;

    /** Up to this length a run of marks is sorted by insertion, which is faster there. */
    private static final int SHORT_RUN = 16;

    private Normalization() {}

    static int[] nfc(int[] codePoints) {
        return normalize(codePoints, false);
    }

    static int[] nfkc(int[] codePoints) {
        return normalize(codePoints, true);
    }

    private static int[] normalize(int[] codePoints, boolean compatibility) {
        CodePointBuffer buffer = new CodePointBuffer(codePoints.length + codePoints.length / 2);
        for (int codePoint : codePoints) {
            decompose(codePoint, compatibility, buffer);
        }
        order(buffer);
        compose(buffer);
        return buffer.toArray();
    }

    private static void decompose(int codePoint, boolean compatibility, CodePointBuffer out) {
        if (codePoint < FIRST_OF_INTEREST) {
            out.add(codePoint);
            return;
        } else if (Hangul.isSyllable(codePoint)) {
            Hangul.decompose(codePoint, out);
            return;
        }
        int[] mapping = Decompositions.CANONICAL.of(codePoint);
        if (mapping.length == 0 && compatibility) {
            mapping = Decompositions.compatibility().of(codePoint);
        }
        if (mapping.length == 0) {
            out.add(codePoint);
        }
        for (int part : mapping) {
            decompose(part, compatibility, out);
        }
    }

    /** The canonical ordering algorithm: sorts every run of marks by combining class, keeping the order of equals. */
    private static void order(CodePointBuffer buffer) {
        int i = 0;
        while (i < buffer.size()) {
            if (combiningClass(buffer.get(i)) == 0) {
                i++;
                continue;
            }
            int from = i;
            while (i < buffer.size() && combiningClass(buffer.get(i)) != 0) {
                i++;
            }
            if (i - from <= SHORT_RUN) {
                insertionSort(buffer, from, i);
            } else {
                countingSort(buffer, from, i);
            }
        }
    }

    private static void insertionSort(CodePointBuffer buffer, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int mark = buffer.get(i);
            int order = combiningClass(mark);
            int j = i - 1;
            for (; j >= from && combiningClass(buffer.get(j)) > order; j--) {
                buffer.set(j + 1, buffer.get(j));
            }
            buffer.set(j + 1, mark);
        }
    }

    private static void countingSort(CodePointBuffer buffer, int from, int to) {
        int[] starts = new int[257];
        int[] marks = new int[to - from];
        for (int i = from; i < to; i++) {
            marks[i - from] = buffer.get(i);
            starts[combiningClass(buffer.get(i)) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        for (int mark : marks) {
            buffer.set(from + starts[combiningClass(mark)]++, mark);
        }
    }

    /** The canonical composition algorithm, in place. */
    private static void compose(CodePointBuffer buffer) {
        int out = 0;
        int starter = -1;
        int lastClass = 0;
        for (int i = 0; i < buffer.size(); i++) {
            int codePoint = buffer.get(i);
            int combiningClass = combiningClass(codePoint);
            boolean adjacent = out == starter + 1;
            // Blocked is what stands behind a mark of the same or a higher class, or behind a mark and is a starter
            // itself.
            if (starter >= 0 && (adjacent || (lastClass != 0 && lastClass < combiningClass))) {
                int composite = compose(buffer.get(starter), codePoint);
                if (composite != Compositions.NONE) {
                    buffer.set(starter, composite);
                    continue;
                }
            }
            if (combiningClass == 0) {
                starter = out;
            }
            lastClass = combiningClass;
            buffer.set(out++, codePoint);
        }
        buffer.truncate(out);
    }

    private static int compose(int first, int second) {
        return second < FIRST_OF_INTEREST ? Compositions.NONE : Compositions.of(first, second);
    }

    private static int combiningClass(int codePoint) {
        return codePoint < FIRST_OF_INTEREST ? 0 : CodePoints.combiningClass(codePoint);
    }
}
