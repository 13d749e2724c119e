package im.redoubt.protocol.address;

import java.util.Locale;

/** Quotes a refused string in a message without letting it forge log lines or hide what it is. */
final class Printable {
    /** The most characters of the string that a message shows. */
    private static final int SHOWN_CHARS = 120;

    private Printable() {}

    /** Returns the beginning of {@code text} with everything but printable ASCII written as {@code U+XXXX}. */
    static String of(String text) {
        StringBuilder out = new StringBuilder();
        int end = Math.min(text.length(), SHOWN_CHARS);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                out.append(c);
            } else {
                out.append(codePoint(c));
            }
        }
        return end < text.length() ? out.append("...").toString() : out.toString();
    }

    /** Returns the usual name of a code point, {@code U+XXXX}. */
    static String codePoint(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }
}
