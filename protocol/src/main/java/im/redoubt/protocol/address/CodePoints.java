package im.redoubt.protocol.address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The properties of every code point in the pinned Unicode version, packed into one number each.
 *
 * <p>Bits 0 to 2 are the PRECIS status, 4 to 7 the bidi class, 8 to 10 the joining type, 11 and 12 the scripts that the
 * contextual rules name, 18 to 25 the canonical combining class; the others are flags.
 */
final class CodePoints {
    static final int DISALLOWED = 0;
    static final int UNASSIGNED = 1;
    /** PVALID: allowed in identifiers and in free-form strings. */
    static final int VALID = 2;
    /** ID_DIS or FREE_PVAL: allowed in free-form strings only. */
    static final int FREE_FORM = 3;
    /** CONTEXTJ and CONTEXTO: allowed where {@link ContextRules} says so. */
    static final int CONTEXT = 4;

    /** PVALID in IDNA2008 (RFC 5892). */
    static final int IDNA_VALID = 1 << 3;

    static final int BIDI_L = 0;
    static final int BIDI_R = 1;
    static final int BIDI_AL = 2;
    static final int BIDI_EN = 3;
    static final int BIDI_AN = 4;
    /** ES, CS, ET, ON and BN, which no rule tells apart. */
    static final int BIDI_NEUTRAL = 5;

    static final int BIDI_NSM = 6;
    static final int BIDI_OTHER = 7;

    static final int JOINING_NONE = 0;
    static final int JOINING_D = 1;
    static final int JOINING_R = 2;
    static final int JOINING_L = 3;
    static final int JOINING_T = 4;

    static final int SCRIPT_OTHER = 0;
    static final int SCRIPT_GREEK = 1;
    static final int SCRIPT_HEBREW = 2;
    /** Hiragana, Katakana and Han. */
    static final int SCRIPT_JAPANESE = 3;

    /** A combining mark: general category M. */
    static final int MARK = 1 << 13;

    static final int CASED = 1 << 14;
    static final int CASE_IGNORABLE = 1 << 15;
    /** General category Zs. */
    static final int SPACE = 1 << 16;

    static final int IN_UNICODE_3_2 = 1 << 17;

    /** The canonical combining class of a virama. */
    static final int VIRAMA = 9;

    private static final int BLOCK_BITS = 7;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private static final int[] COMBINATIONS = combinations();
    private static final char[] BLOCK_OF = new char[(Character.MAX_CODE_POINT + 1) >> BLOCK_BITS];
    private static final char[] INDEX = index();

    private CodePoints() {}

    private static int[] combinations() {
        TableReader reader = new TableReader(PropertyData.COMBINATIONS);
        int[] values = new int[PropertyData.COMBINATIONS.length()];
        int count = 0;
        while (reader.hasNext()) {
            values[count++] = reader.unsigned();
        }
        return Arrays.copyOf(values, count);
    }

    /** Spreads the runs over blocks, keeping equal neighbouring blocks once; fills {@link #BLOCK_OF}. */
    private static char[] index() {
        TableReader runs = new TableReader(PropertyData.RUNS);
        List<char[]> blocks = new ArrayList<>();
        int left = 0;
        char value = 0;
        for (int number = 0; number < BLOCK_OF.length; number++) {
            char[] block = new char[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                if (left == 0) {
                    left = runs.unsigned();
                    value = (char) runs.unsigned();
                }
                block[i] = value;
                left--;
            }
            if (blocks.isEmpty() || !Arrays.equals(blocks.get(blocks.size() - 1), block)) {
                blocks.add(block);
            }
            BLOCK_OF[number] = (char) (blocks.size() - 1);
        }
        char[] index = new char[blocks.size() * BLOCK];
        for (int i = 0; i < blocks.size(); i++) {
            System.arraycopy(blocks.get(i), 0, index, i * BLOCK, BLOCK);
        }
        return index;
    }

    /** Returns the packed properties of a code point, U+0000 to U+10FFFF. */
    static int properties(int codePoint) {
        int block = BLOCK_OF[codePoint >> BLOCK_BITS];
        return COMBINATIONS[INDEX[(block << BLOCK_BITS) + (codePoint & (BLOCK - 1))]];
    }

    static boolean has(int codePoint, int flag) {
        return (properties(codePoint) & flag) != 0;
    }

    /** Returns the PRECIS status: {@link #DISALLOWED} to {@link #CONTEXT}. */
    static int status(int codePoint) {
        return properties(codePoint) & 7;
    }

    static int bidi(int codePoint) {
        return (properties(codePoint) >> 4) & 15;
    }

    static int joining(int codePoint) {
        return (properties(codePoint) >> 8) & 7;
    }

    static int script(int codePoint) {
        return (properties(codePoint) >> 11) & 3;
    }

    static int combiningClass(int codePoint) {
        return (properties(codePoint) >> 18) & 255;
    }
}
