package im.redoubt.protocol.address;

/** The rule that keeps text with right-to-left letters from being shown in an order that misleads (RFC 5893 section 2). */
final class BidiRule {
    /** What a right-to-left label may hold (condition 2). */
    private static final int RIGHT_TO_LEFT = set(
            CodePoints.BIDI_R,
            CodePoints.BIDI_AL,
            CodePoints.BIDI_AN,
            CodePoints.BIDI_EN,
            CodePoints.BIDI_NEUTRAL,
            CodePoints.BIDI_NSM);

    /** What a left-to-right label may hold (condition 5). */
    private static final int LEFT_TO_RIGHT =
            set(CodePoints.BIDI_L, CodePoints.BIDI_EN, CodePoints.BIDI_NEUTRAL, CodePoints.BIDI_NSM);

    /** With what a right-to-left label may end (condition 3). */
    private static final int RIGHT_TO_LEFT_END =
            set(CodePoints.BIDI_R, CodePoints.BIDI_AL, CodePoints.BIDI_EN, CodePoints.BIDI_AN);

    /** With what a left-to-right label may end (condition 6). */
    private static final int LEFT_TO_RIGHT_END = set(CodePoints.BIDI_L, CodePoints.BIDI_EN);

    private static final int NUMBERS = set(CodePoints.BIDI_EN, CodePoints.BIDI_AN);

    private BidiRule() {}

    private static int set(int... classes) {
        int set = 0;
        for (int bidi : classes) {
            set |= 1 << bidi;
        }
        return set;
    }

    /** Returns whether the text holds a right-to-left code point, so that the rule applies. */
    static boolean concerns(int[] text) {
        return (classesOf(text) & set(CodePoints.BIDI_R, CodePoints.BIDI_AL, CodePoints.BIDI_AN)) != 0;
    }

    /** Returns whether a label, or a whole string, satisfies the six conditions. */
    static boolean allows(int[] text) {
        if (text.length == 0) {
            return false;
        }
        int classes = classesOf(text);
        int last = text.length - 1;
        while (last > 0 && CodePoints.bidi(text[last]) == CodePoints.BIDI_NSM) {
            last--;
        }
        int end = 1 << CodePoints.bidi(text[last]);
        return switch (CodePoints.bidi(text[0])) {
            case CodePoints.BIDI_R, CodePoints.BIDI_AL ->
                isSubset(classes, RIGHT_TO_LEFT) && isSubset(end, RIGHT_TO_LEFT_END) && (classes & NUMBERS) != NUMBERS;
            case CodePoints.BIDI_L -> isSubset(classes, LEFT_TO_RIGHT) && isSubset(end, LEFT_TO_RIGHT_END);
            default -> false;
        };
    }

    private static int classesOf(int[] text) {
        int classes = 0;
        for (int codePoint : text) {
            classes |= 1 << CodePoints.bidi(codePoint);
        }
        return classes;
    }

    private static boolean isSubset(int classes, int of) {
        return (classes & ~of) == 0;
    }
}
