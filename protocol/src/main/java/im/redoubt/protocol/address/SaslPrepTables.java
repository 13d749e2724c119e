package im.redoubt.protocol.address;

/** The tables of RFC 3454 that SASLprep names. Ranges are pairs of first and last code point, in order. */
final class SaslPrepTables {
    /** Table C.1.2, spaces other than U+0020. */
    private static final int[] OTHER_SPACES = {
        0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200B, 0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000
    };

    /** Table B.1. */
    private static final int[] MAPPED_TO_NOTHING = {
        0xAD, 0xAD, 0x34F, 0x34F, 0x1806, 0x1806, 0x180B, 0x180D, 0x200B, 0x200D, 0x2060, 0x2060, 0xFE00, 0xFE0F,
        0xFEFF, 0xFEFF
    };

    /** Tables C.1.2, C.2.1, C.2.2, C.3 and C.5 to C.9 together; C.4 is arithmetic. */
    private static final int[] PROHIBITED = {
        0x0, 0x1F, 0x7F, 0xA0, 0x340, 0x341, 0x6DD, 0x6DD, 0x70F, 0x70F, 0x1680, 0x1680, 0x180E, 0x180E, 0x2000, 0x200F,
        0x2028, 0x202F, 0x205F, 0x2063, 0x206A, 0x206F, 0x2FF0, 0x2FFB, 0x3000, 0x3000, 0xD800, 0xF8FF, 0xFDD0, 0xFDEF,
        0xFEFF, 0xFEFF, 0xFFF9, 0xFFFD, 0x1D173, 0x1D17A, 0xE0001, 0xE0001, 0xE0020, 0xE007F, 0xF0000, 0x10FFFF
    };

    /** In table D.2, and of no direction today. */
    private static final int[] LEFT_TO_RIGHT_THEN = {0x17B4, 0x17B5, 0x1885, 0x1886};

    /** Left-to-right today, and not in table D.2. */
    private static final int[] LEFT_TO_RIGHT_SINCE = {
        0xCBF, 0xCBF, 0xCC6, 0xCC6, 0x1734, 0x1734, 0x2132, 0x2132, 0x2800, 0x28FF, 0x302E, 0x302F
    };

    private SaslPrepTables() {}

    static boolean isOtherSpace(int codePoint) {
        return isIn(OTHER_SPACES, codePoint);
    }

    static boolean isMappedToNothing(int codePoint) {
        return isIn(MAPPED_TO_NOTHING, codePoint);
    }

    static boolean isProhibited(int codePoint) {
        // Table C.4: the last two code points of every plane are no characters.
        return (codePoint & 0xFFFE) == 0xFFFE || isIn(PROHIBITED, codePoint);
    }

    /** Table D.1, to which nothing has changed for the code points of Unicode 3.2. */
    static boolean isRightToLeft(int codePoint) {
        int bidi = CodePoints.bidi(codePoint);
        return bidi == CodePoints.BIDI_R || bidi == CodePoints.BIDI_AL;
    }

    /** Table D.2. */
    static boolean isLeftToRight(int codePoint) {
        return CodePoints.bidi(codePoint) == CodePoints.BIDI_L
                ? !isIn(LEFT_TO_RIGHT_SINCE, codePoint)
                : isIn(LEFT_TO_RIGHT_THEN, codePoint);
    }

    private static boolean isIn(int[] ranges, int codePoint) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (codePoint >= ranges[i] && codePoint <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
