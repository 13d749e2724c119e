package im.redoubt.client.text;

import java.util.Arrays;

/** Counts the columns that text takes in a terminal (the values W and F of Unicode Standard Annex 11, in ranges). */
final class ColumnCount {
    private static final String ELLIPSIS = "\u2026";

    /** Beginning and end of each range of characters that take two columns, in order. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2630, 0x2637,
        0x2648, 0x2653, 0x267F, 0x267F, 0x268A, 0x268F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE,
        0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F5, 0x26FA, 0x26FD, 0x2705, 0x2705,
        0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274E, 0x2753, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27BF, 0x2B1B, 0x2B1C,
        0x2B50, 0x2B55, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4DC0, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3,
        0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1AFF0,
        0x1B2FF, 0x1D300, 0x1D376, 0x1F000, 0x1FAFF, 0x20000, 0x3FFFD,
    };

    private ColumnCount() {}

    /** Returns the text, cut so that it takes at most {@code most} columns; with an ellipsis if it is cut or there is more. */
    static TerminalText fit(String text, int most, boolean more) {
        int columns = 0;
        int lastCut = 0;
        int lastColumns = 0;
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            int width = width(codePoint);
            if (columns + width > most) {
                return cut(text, lastCut, lastColumns);
            }
            columns += width;
            at += Character.charCount(codePoint);
            if (columns < most) {
                lastCut = at;
                lastColumns = columns;
            }
        }
        return more ? cut(text, lastCut, lastColumns) : new TerminalText(text, columns);
    }

    private static TerminalText cut(String text, int end, int columns) {
        return new TerminalText(text.substring(0, end) + ELLIPSIS, columns + 1);
    }

    /** Returns 0, 1 or 2; emoji joined to one count as many. */
    static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || Invisible.is(codePoint)) {
            return 0;
        }
        int place = Arrays.binarySearch(WIDE, codePoint);
        return place >= 0 || (-place - 1) % 2 != 0 ? 2 : 1;
    }
}
