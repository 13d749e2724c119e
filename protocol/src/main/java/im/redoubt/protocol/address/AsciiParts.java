package im.redoubt.protocol.address;

/**
 * Recognises parts of an address that are ASCII, prepared as they stand and not too long. It only ever says "yes, as it is"
 * or "have a closer look": what it does not recognise is not refused by it.
 */
final class AsciiParts {
    private static final byte LOCAL = 1;
    private static final byte RESOURCE = 2;

    /** For every ASCII character, in which parts it may stand without being changed. */
    private static final byte[] KINDS = kinds();

    private static final int MAX_LABEL = 63;

    private AsciiParts() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[0x80];
        for (char c = ' '; c < 0x7f; c++) {
            boolean upper = c >= 'A' && c <= 'Z';
            boolean excluded = "\"&'/:<>@ ".indexOf(c) >= 0;
            kinds[c] = upper || excluded ? RESOURCE : (byte) (LOCAL | RESOURCE);
        }
        return kinds;
    }

    /** Returns whether {@code text[0, end)} is a prepared bare address whose {@code @} is at {@code at}, or -1. */
    static boolean isBare(String text, int at, int end) {
        return (at < 0 || isLocal(text, 0, at)) && isDomain(text, at + 1, end);
    }

    static boolean isLocal(String text, int from, int to) {
        return isOf(LOCAL, text, from, to);
    }

    static boolean isResource(String text, int from, int to) {
        return isOf(RESOURCE, text, from, to);
    }

    private static boolean isOf(byte kind, String text, int from, int to) {
        if (from >= to || to - from > JidPart.MAX_BYTES) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || (KINDS[c] & kind) == 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether this is a domain name in lower case whose labels are letters, digits and inner hyphens. A hyphen in the
     * third and fourth place, a final dot and a last label that does not begin with a letter take the long way.
     */
    static boolean isDomain(String text, int from, int to) {
        if (from >= to || to - from > JidPart.MAX_BYTES) {
            return false;
        }
        int label = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (!endsLabel(text, label, i)) {
                    return false;
                }
                label = i + 1;
            } else if (c == '-') {
                if (i == label || (i == label + 3 && text.charAt(i - 1) == '-')) {
                    return false;
                }
            } else if (!isLetter(c) && !isDigit(c)) {
                return false;
            }
        }
        return endsLabel(text, label, to) && isLetter(text.charAt(label));
    }

    private static boolean endsLabel(String text, int from, int to) {
        return to > from && to - from <= MAX_LABEL && text.charAt(to - 1) != '-';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
