package im.redoubt.protocol.address;

/** The steps of RFC 4013 section 2, which are those of stringprep (RFC 3454). */
final class SaslPrepRules {
    private SaslPrepRules() {}

    static Outcome<String> prepare(String text) {
        if (text.isEmpty()) {
            return Outcome.refused("is empty");
        } else if (isPlain(text)) {
            return Outcome.accepted(text);
        }
        int[] received = text.codePoints().toArray();
        CodePointBuffer mapped = new CodePointBuffer(received.length);
        for (int codePoint : received) {
            if (!CodePoints.has(codePoint, CodePoints.IN_UNICODE_3_2)) {
                return Outcome.refused(
                        "holds " + Printable.codePoint(codePoint) + ", which Unicode 3.2 does not assign");
            } else if (SaslPrepTables.isOtherSpace(codePoint)) {
                mapped.add(' ');
            } else if (!SaslPrepTables.isMappedToNothing(codePoint)) {
                mapped.add(codePoint);
            }
        }
        return checked(Normalization.nfkc(mapped.toArray()));
    }

    /** Printable ASCII is its own preparation. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static Outcome<String> checked(int[] text) {
        if (text.length == 0) {
            return Outcome.refused("holds nothing but what is mapped to nothing");
        }
        for (int codePoint : text) {
            if (SaslPrepTables.isProhibited(codePoint) || !CodePoints.has(codePoint, CodePoints.IN_UNICODE_3_2)) {
                return Outcome.refused("holds " + Printable.codePoint(codePoint) + ", which is prohibited (RFC 4013)");
            }
        }
        return directionIsClear(text)
                ? Outcome.accepted(new String(text, 0, text.length))
                : Outcome.refused("mixes directions (RFC 3454 section 6)");
    }

    /** RFC 3454 section 6: right-to-left text begins and ends so, and holds no left-to-right letter. */
    private static boolean directionIsClear(int[] text) {
        boolean rightToLeft = false;
        boolean leftToRight = false;
        for (int codePoint : text) {
            rightToLeft |= SaslPrepTables.isRightToLeft(codePoint);
            leftToRight |= SaslPrepTables.isLeftToRight(codePoint);
        }
        return !rightToLeft
                || (!leftToRight
                        && SaslPrepTables.isRightToLeft(text[0])
                        && SaslPrepTables.isRightToLeft(text[text.length - 1]));
    }
}
