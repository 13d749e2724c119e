package im.redoubt.protocol.address;

/** The rules for code points that are allowed only in some neighbourhood (RFC 5892 appendix A). Time is linear. */
final class ContextRules {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int MIDDLE_DOT = 0xB7;
    private static final int GREEK_KERAIA = 0x375;
    private static final int HEBREW_GERESH = 0x5F3;
    private static final int HEBREW_GERSHAYIM = 0x5F4;
    private static final int KATAKANA_MIDDLE_DOT = 0x30FB;

    private final int[] text;
    private boolean arabicDigits;
    private boolean extendedArabicDigits;
    private boolean japanese;

    private ContextRules(int[] text) {
        this.text = text;
        for (int codePoint : text) {
            arabicDigits |= codePoint >= 0x660 && codePoint <= 0x669;
            extendedArabicDigits |= codePoint >= 0x6F0 && codePoint <= 0x6F9;
            japanese |= CodePoints.script(codePoint) == CodePoints.SCRIPT_JAPANESE && codePoint != KATAKANA_MIDDLE_DOT;
        }
    }

    /** Returns whether every code point of the status {@link CodePoints#CONTEXT} may stand where it does. */
    static boolean allow(int[] text) {
        ContextRules rules = new ContextRules(text);
        for (int i = 0; i < text.length; i++) {
            if (CodePoints.status(text[i]) == CodePoints.CONTEXT && !rules.allowAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean allowAt(int place) {
        return switch (text[place]) {
            case ZERO_WIDTH_NON_JOINER -> followsVirama(place) || joinsBothWays(place);
            case ZERO_WIDTH_JOINER -> followsVirama(place);
            case MIDDLE_DOT -> is(place - 1, 'l') && is(place + 1, 'l');
            case GREEK_KERAIA -> isScript(place + 1, CodePoints.SCRIPT_GREEK);
            case HEBREW_GERESH, HEBREW_GERSHAYIM -> isScript(place - 1, CodePoints.SCRIPT_HEBREW);
            case KATAKANA_MIDDLE_DOT -> japanese;
            // The two kinds of Arabic digits look the same in part, so they do not mix.
            default -> !(arabicDigits && extendedArabicDigits);
        };
    }

    private boolean followsVirama(int place) {
        return place > 0 && CodePoints.combiningClass(text[place - 1]) == CodePoints.VIRAMA;
    }

    /** Rule A.1: letters that join stand on both sides, with transparent ones between. */
    private boolean joinsBothWays(int place) {
        int before = place - 1;
        while (before >= 0 && CodePoints.joining(text[before]) == CodePoints.JOINING_T) {
            before--;
        }
        int after = place + 1;
        while (after < text.length && CodePoints.joining(text[after]) == CodePoints.JOINING_T) {
            after++;
        }
        return before >= 0
                && after < text.length
                && isJoining(before, CodePoints.JOINING_L)
                && isJoining(after, CodePoints.JOINING_R);
    }

    private boolean isJoining(int place, int side) {
        int joining = CodePoints.joining(text[place]);
        return joining == side || joining == CodePoints.JOINING_D;
    }

    private boolean is(int place, int codePoint) {
        return place >= 0 && place < text.length && text[place] == codePoint;
    }

    private boolean isScript(int place, int script) {
        return place >= 0 && place < text.length && CodePoints.script(text[place]) == script;
    }
}
