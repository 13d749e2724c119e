package im.redoubt.protocol.address;

/** Syllables of Hangul compose and decompose by arithmetic (Unicode section 3.12). */
final class Hangul {
    private static final int SYLLABLES = 0xAC00;
    private static final int LEADING = 0x1100;
    private static final int VOWELS = 0x1161;
    /** One before the first trailing consonant. */
    private static final int TRAILING = 0x11A7;

    private static final int LEADING_COUNT = 19;
    private static final int VOWEL_COUNT = 21;
    private static final int TRAILING_COUNT = 28;
    private static final int SYLLABLE_COUNT = LEADING_COUNT * VOWEL_COUNT * TRAILING_COUNT;

    private Hangul() {}

    static boolean isSyllable(int codePoint) {
        return codePoint >= SYLLABLES && codePoint < SYLLABLES + SYLLABLE_COUNT;
    }

    /** Adds the two or three letters of a syllable. */
    static void decompose(int syllable, CodePointBuffer out) {
        int index = syllable - SYLLABLES;
        out.add(LEADING + index / (VOWEL_COUNT * TRAILING_COUNT));
        out.add(VOWELS + index / TRAILING_COUNT % VOWEL_COUNT);
        if (index % TRAILING_COUNT != 0) {
            out.add(TRAILING + index % TRAILING_COUNT);
        }
    }

    /** Returns the syllable that the pair makes, or {@link Compositions#NONE}. */
    static int compose(int first, int second) {
        int leading = first - LEADING;
        int vowel = second - VOWELS;
        if (leading >= 0 && leading < LEADING_COUNT && vowel >= 0 && vowel < VOWEL_COUNT) {
            return SYLLABLES + (leading * VOWEL_COUNT + vowel) * TRAILING_COUNT;
        }
        int trailing = second - TRAILING;
        boolean open = isSyllable(first) && (first - SYLLABLES) % TRAILING_COUNT == 0;
        return open && trailing > 0 && trailing < TRAILING_COUNT ? first + trailing : Compositions.NONE;
    }
}
