package im.redoubt.xml;

/** The classes of characters of XML 1.0, fifth edition: for ASCII in one table, for the rest as ranges. */
final class XmlChars {
    /** May begin an NCName. */
    static final int NAME_START = 1;
    /** May stand in an NCName. */
    static final int NAME = 2;
    /** Goes from character data into canonical character data as it is. */
    static final int TEXT = 4;
    /** Goes into an attribute value as it is, whatever the quotes. */
    static final int VALUE = 8;
    /** White space. */
    static final int SPACE = 16;
    /** Becomes a reference in canonical character data. */
    static final int ESCAPED_IN_TEXT = 32;
    /** Becomes a reference in a canonical attribute value. */
    static final int ESCAPED_IN_VALUE = 64;

    /** Goes from an attribute value into a canonical one as it is. */
    static final int CANONICAL_VALUE = 128;

    private static final byte[] CLASSES = classes();

    private XmlChars() {}

    /** Returns whether a byte is ASCII and of this class; no byte above 0x7F is of any. */
    static boolean is(byte b, int set) {
        return (CLASSES[b & 0xFF] & set) != 0;
    }

    /** Returns whether {@code c} is an XML 1.0 {@code Char} (production 2). */
    static boolean isChar(int c) {
        if (c < 0x20) {
            return c == '\t' || c == '\n' || c == '\r';
        }
        return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
    }

    /** Returns whether {@code c} is a {@code NameStartChar} (production 4) and not a colon. */
    static boolean isNameStart(int c) {
        if (c < 0x80) {
            return c >= 0 && is((byte) c, NAME_START);
        }
        if (c < 0x2000) {
            return c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c < 0x300 || (c >= 0x370 && c != 0x37E));
        }
        if (c < 0xD800) {
            return c == 0x200C
                    || c == 0x200D
                    || (c >= 0x2070 && c <= 0x218F)
                    || (c >= 0x2C00 && c <= 0x2FEF)
                    || c >= 0x3001;
        }
        return (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0xEFFFF);
    }

    /** Returns whether {@code c} is a {@code NameChar} (production 4a) and not a colon. */
    static boolean isName(int c) {
        if (c < 0x80) {
            return c >= 0 && is((byte) c, NAME);
        }
        return isNameStart(c) || c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c = 0; c < 0x80; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean name = letter || (c >= '0' && c <= '9') || c == '-' || c == '.';
            boolean space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            boolean printed = c >= ' ';
            int set = letter ? NAME_START : 0;
            set |= name ? NAME : 0;
            set |= space ? SPACE : 0;
            set |= (printed && "<>&]".indexOf(c) < 0) || c == '\t' || c == '\n' ? TEXT : 0;
            set |= printed && "<&'\"".indexOf(c) < 0 ? VALUE : 0;
            set |= "<>&\r".indexOf(c) >= 0 ? ESCAPED_IN_TEXT : 0;
            set |= "<>&'\t\n\r".indexOf(c) >= 0 ? ESCAPED_IN_VALUE : 0;
            set |= printed && "<>&'\"".indexOf(c) < 0 ? CANONICAL_VALUE : 0;
            classes[c] = (byte) set;
        }
        return classes;
    }
}
