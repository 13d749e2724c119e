package im.redoubt.audit.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How a log writes the characters of an element. */
enum Encoding {
    /** As they are. */
    PLAIN("<") {
        @Override
        int decode(Window window, int ahead, ByteArrayOutputStream out) {
            out.write(window.at(ahead));
            return 1;
        }
    },
    /** Inside of a JSON string (RFC 8259 section 7), whose end ends the element. */
    JSON("<") {
        @Override
        int decode(Window window, int ahead, ByteArrayOutputStream out) throws IOException {
            int c = window.at(ahead);
            if (c == '"' || c == '\n') {
                return 0;
            }
            return c == '\\' ? escaped(window, ahead, out) : PLAIN.decode(window, ahead, out);
        }
    },
    /** Inside of a JSON string whose writer escapes what is markup in HTML. */
    JSON_HTML("\\u003c") {
        @Override
        int decode(Window window, int ahead, ByteArrayOutputStream out) throws IOException {
            return JSON.decode(window, ahead, out);
        }
    },
    /** As the text of XML or HTML around it; markup ends the element. */
    ENTITIES("&lt;") {
        @Override
        int decode(Window window, int ahead, ByteArrayOutputStream out) throws IOException {
            int c = window.at(ahead);
            if (c == '<') {
                return 0;
            }
            for (int i = 0; c == '&' && i < NAMES.length; i++) {
                if (window.is(ahead, NAMES[i])) {
                    out.write(CHARACTERS.charAt(i));
                    return NAMES[i].length();
                }
            }
            return PLAIN.decode(window, ahead, out);
        }
    };

    private static final String[] NAMES = {"&lt;", "&gt;", "&quot;", "&apos;", "&#39;", "&amp;"};
    private static final String CHARACTERS = "<>\"''&";
    private static final int TAG = 512;

    private final String opening;

    Encoding(String opening) {
        this.opening = opening;
    }

    /**
     * Decodes what stands for one character.
     *
     * @param window the capture
     * @param ahead where it begins; there is a byte
     * @param out takes the character in UTF-8
     * @return how many bytes it took; 0 where what is encoded so has ended
     */
    abstract int decode(Window window, int ahead, ByteArrayOutputStream out) throws IOException;

    /** Returns how many bytes its {@code <} takes. */
    int openingLength() {
        return opening.length();
    }

    /** Returns its {@code <}, and after it what is encoded like anything else, for a search of a tag. */
    String tag(String name) {
        return opening + name;
    }

    /** Returns whether the byte may begin an element. */
    static boolean mayOpen(byte b) {
        return b == '<' || b == '\\' || b == '&';
    }

    /** Returns how the element is encoded that the window is at, if there is one. */
    static Optional<Encoding> at(Window window) throws IOException {
        return switch (window.at(0)) {
            case '<' -> Optional.of(quotesAreEscaped(window) ? JSON : PLAIN);
            case '\\' -> window.is(0, "\\u003c") || window.is(0, "\\u003C") ? Optional.of(JSON_HTML) : Optional.empty();
            default -> window.is(0, ENTITIES.opening) ? Optional.of(ENTITIES) : Optional.empty();
        };
    }

    // The first value of the tag begins with an escaped quote.
    private static boolean quotesAreEscaped(Window window) throws IOException {
        for (int i = 1; i < TAG && window.has(i); i++) {
            int c = window.at(i);
            if (c == '=') {
                return window.is(i + 1, "\\\"");
            }
            if (c == '>' || c == '<' || c == '\n') {
                return false;
            }
        }
        return false;
    }

    private static int escaped(Window window, int ahead, ByteArrayOutputStream out) throws IOException {
        if (!window.has(ahead + 1)) {
            return 0;
        }
        int c = window.at(ahead + 1);
        if (c != 'u') {
            int known = "nrtbf".indexOf(c);
            out.write(known >= 0 ? "\n\r\t\b\f".charAt(known) : c);
            return 2;
        }
        int unit = unit(window, ahead);
        if (unit < 0) {
            return 0;
        }
        char high = (char) unit;
        int low = Character.isHighSurrogate(high) ? unit(window, ahead + 6) : -1;
        if (low >= 0 && Character.isLowSurrogate((char) low)) {
            out.writeBytes(
                    Character.toString(Character.toCodePoint(high, (char) low)).getBytes(StandardCharsets.UTF_8));
            return 12;
        }
        out.writeBytes(String.valueOf(high).getBytes(StandardCharsets.UTF_8));
        return 6;
    }

    /** Reads a backslash, a u and four digits; -1 where they are not there. */
    private static int unit(Window window, int ahead) throws IOException {
        if (!window.has(ahead + 5) || window.at(ahead) != '\\' || window.at(ahead + 1) != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = 2; i < 6; i++) {
            int digit = Character.digit(window.at(ahead + i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = 16 * unit + digit;
        }
        return unit;
    }
}
