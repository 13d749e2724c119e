package im.redoubt.client.text;

import java.util.Arrays;

/**
 * The characters that nobody sees, as ranges of code points. The table is ours and pinned: it does not depend on the platform's
 * version of Unicode.
 */
final class Invisible {
    static final int ZWNJ = 0x200C;
    static final int ZWJ = 0x200D;
    static final int PDI = 0x2069;

    /** Beginning and end of each range, in order. */
    private static final int[] HIDDEN = {
        0x0080, 0x009F, // C1
        0x00AD, 0x00AD, // soft hyphen
        0x034F, 0x034F, // combining grapheme joiner
        0x061C, 0x061C, // Arabic letter mark
        0x115F, 0x1160, // Hangul fillers
        0x17B4, 0x17B5, // Khmer inherent vowels
        0x180B, 0x180F, // Mongolian selectors and separator
        0x200B, 0x200F, // zero width and marks of direction
        0x2028, 0x202E, // separators, embeddings and overrides
        0x2060, 0x206F, // word joiner, invisible operators, isolates, deprecated
        0x2800, 0x2800, // Braille without dots
        0x3164, 0x3164, // Hangul filler
        0xE000, 0xF8FF, // private use
        0xFDD0, 0xFDEF, // noncharacters
        0xFE00, 0xFE0F, // variation selectors
        0xFEFF, 0xFEFF, // zero width no-break space
        0xFFA0, 0xFFA0, // half-width filler
        0xFFF0, 0xFFFB, // unassigned, interlinear annotation
        0xFFFE, 0xFFFF, // noncharacters
        0x13430, 0x1343F, // Egyptian controls
        0x1BCA0, 0x1BCA3, // shorthand controls
        0x1D173, 0x1D17A, // musical controls
        0xE0000, 0xE0FFF, // tags and variation selectors
        0xF0000, 0x10FFFF, // private use
    };

    private Invisible() {}

    /** Returns whether nobody sees {@code codePoint}, or what is seen differs from font to font. */
    static boolean is(int codePoint) {
        if (codePoint < 0x80) {
            return false;
        }
        int place = Arrays.binarySearch(HIDDEN, codePoint);
        // Between two entries: in a range if the one before is a beginning. On an entry: in a range in any case.
        return place >= 0 || (-place - 1) % 2 != 0 || isNoncharacter(codePoint);
    }

    private static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xFFFE) == 0xFFFE;
    }

    /** Returns whether {@code codePoint} is LRI, RLI or FSI. */
    static boolean beginsIsolate(int codePoint) {
        return codePoint >= 0x2066 && codePoint < PDI;
    }

    /** Returns whether {@code codePoint} is LRM, RLM or ALM. */
    static boolean isMarkOfDirection(int codePoint) {
        return codePoint == 0x200E || codePoint == 0x200F || codePoint == 0x061C;
    }

    /** Returns whether a ZWJ or ZWNJ does something between the two. */
    static boolean joins(int before, int after) {
        return needsJoiners(before) && needsJoiners(after);
    }

    /** Latin, Greek, Cyrillic and Armenian do without; what is above them may need one: Arabic, Indic scripts, emoji. */
    private static boolean needsJoiners(int codePoint) {
        return codePoint >= 0x0590
                && (codePoint < 0x1C80 || codePoint > 0x218F)
                && (codePoint < 0xFF00 || codePoint > 0xFFEF)
                && (!is(codePoint) || isSelector(codePoint));
    }

    /** Returns whether {@code codePoint} selects a variant of {@code base}. */
    static boolean selects(int codePoint, int base) {
        if (codePoint == 0xFE0E || codePoint == 0xFE0F) {
            return base == '#' || base == '*' || (base >= '0' && base <= '9') || isPictured(base);
        }
        if (codePoint >= 0xFE00 && codePoint < 0xFE0E) {
            return isPictured(base);
        }
        if (codePoint >= 0x180B && codePoint <= 0x180F && codePoint != 0x180E) {
            return base >= 0x1820 && base <= 0x18AA;
        }
        return codePoint >= 0xE0100 && codePoint <= 0xE01EF && Character.isIdeographic(base);
    }

    private static boolean isSelector(int codePoint) {
        return codePoint == 0xFE0E || codePoint == 0xFE0F;
    }

    private static boolean isPictured(int base) {
        return (base == 0xA9 || base == 0xAE || base >= 0x1000) && !is(base);
    }
}
