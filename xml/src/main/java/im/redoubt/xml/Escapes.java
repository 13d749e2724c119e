package im.redoubt.xml;

import java.nio.charset.StandardCharsets;

/**
 * Writes characters the one way the canonical form has: in text {@code <}, {@code >}, {@code &} and CR are references; in
 * values, which stand in single quotes, also {@code '}, TAB and LF.
 */
final class Escapes {
    private static final byte[] LESS = ascii("&lt;");
    private static final byte[] GREATER = ascii("&gt;");
    private static final byte[] AMPERSAND = ascii("&amp;");
    private static final byte[] APOSTROPHE = ascii("&apos;");
    private static final byte[] TAB = ascii("&#x9;");
    private static final byte[] LINE_FEED = ascii("&#xA;");
    private static final byte[] RETURN = ascii("&#xD;");

    private Escapes() {}

    static byte[] ascii(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }

    static void text(byte[] bytes, int from, int to, XmlSink sink) {
        write(bytes, from, to, XmlChars.ESCAPED_IN_TEXT, sink);
    }

    static void value(byte[] bytes, int from, int to, XmlSink sink) {
        write(bytes, from, to, XmlChars.ESCAPED_IN_VALUE, sink);
    }

    /** Writes checked characters as text. */
    static void text(String s, XmlSink sink) {
        byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length, XmlChars.ESCAPED_IN_TEXT, sink);
    }

    /** Writes checked characters as a value. */
    static void value(String s, XmlSink sink) {
        byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length, XmlChars.ESCAPED_IN_VALUE, sink);
    }

    /** Writes the reference for one of the ASCII characters that need one. */
    static void reference(int c, XmlSink sink) {
        byte[] form = form(c);
        sink.write(form, 0, form.length);
    }

    private static void write(byte[] bytes, int from, int to, int set, XmlSink sink) {
        int start = from;
        for (int p = from; p < to; p++) {
            if (XmlChars.is(bytes[p], set)) {
                sink.write(bytes, start, p - start);
                reference(bytes[p], sink);
                start = p + 1;
            }
        }
        sink.write(bytes, start, to - start);
    }

    private static byte[] form(int c) {
        return switch (c) {
            case '<' -> LESS;
            case '>' -> GREATER;
            case '&' -> AMPERSAND;
            case '\'' -> APOSTROPHE;
            case '\t' -> TAB;
            case '\n' -> LINE_FEED;
            case '\r' -> RETURN;
            default -> throw new IllegalStateException("no reference for this character");
        };
    }
}
