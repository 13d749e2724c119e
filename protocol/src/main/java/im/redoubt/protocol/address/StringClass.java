package im.redoubt.protocol.address;

/** The two sets of code points that PRECIS builds its profiles on (RFC 8264 section 4). */
enum StringClass {
    /** Letters, digits, marks and visible ASCII. */
    IDENTIFIER,
    /** Also spaces, symbols, punctuation and what has a compatibility decomposition. */
    FREE_FORM;

    /** Returns the place of the first code point that is outside the class whatever its neighbours are, or -1. */
    int firstRefused(int[] text) {
        for (int i = 0; i < text.length; i++) {
            int status = CodePoints.status(text[i]);
            boolean allowed = status == CodePoints.VALID
                    || status == CodePoints.CONTEXT
                    || (status == CodePoints.FREE_FORM && this == FREE_FORM);
            if (!allowed) {
                return i;
            }
        }
        return -1;
    }

    <T> Outcome<T> refusal(int codePoint) {
        String why = CodePoints.status(codePoint) == CodePoints.UNASSIGNED
                ? ", which the pinned Unicode version does not assign"
                : ", which is not allowed there (RFC 8264)";
        return Outcome.refused("holds " + Printable.codePoint(codePoint) + why);
    }
}
