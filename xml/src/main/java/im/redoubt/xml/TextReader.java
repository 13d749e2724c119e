package im.redoubt.xml;

/**
 * Reads character data and CDATA sections, and writes them in canonical form at once. Line ends are normalised (XML 1.0,
 * 2.11); {@code ]]>} is refused outside of CDATA and ends it inside (2.4, 2.7).
 */
final class TextReader {
    /** What the last byte was, as far as the next one depends on it. */
    private enum Last {
        OTHER,
        RETURN,
        BRACKET,
        BRACKETS
    }

    private final XmlBuffer out;
    private final Utf8 utf8;
    private final Reference reference;
    private Last last = Last.OTHER;
    private boolean inReference;

    TextReader(XmlBuffer out, Utf8 utf8, Reference reference) {
        this.out = out;
        this.utf8 = utf8;
        this.reference = reference;
    }

    /** Reads text; returns the position reached, or its complement once a {@code <} was read. */
    int text(byte[] bytes, int from, int to) {
        int p = from;
        while (p < to) {
            if (inReference) {
                p = reference(bytes, p, to);
                continue;
            }
            int q = run(bytes, p, to);
            if (q > p) {
                p = q;
                continue;
            }
            byte b = bytes[p++];
            if (b == '<') {
                last = Last.OTHER;
                return ~p;
            }
            textByte(b);
        }
        return p;
    }

    /** Reads a CDATA section; returns the position reached, or its complement once it has ended. */
    int cdata(byte[] bytes, int from, int to) {
        int p = from;
        while (p < to) {
            byte b = bytes[p];
            if (b == ']') {
                if (last == Last.BRACKETS) {
                    out.write(']');
                }
                last = last == Last.OTHER || last == Last.RETURN ? Last.BRACKET : Last.BRACKETS;
                // An unfinished character before the bracket is an error, which the decoder states.
                p = utf8.pending() ? utf8.run(bytes, p, to) : p + 1;
                continue;
            }
            if (b == '>' && last == Last.BRACKETS) {
                last = Last.OTHER;
                return ~(p + 1);
            }
            flushBrackets();
            int q = run(bytes, p, to);
            if (q > p) {
                p = q;
                continue;
            }
            cdataByte(b);
            p++;
        }
        return p;
    }

    // Copies what needs no thought: plain ASCII, or whole runs of longer characters.
    private int run(byte[] bytes, int from, int to) {
        int p = from;
        if (bytes[p] < 0 || utf8.pending()) {
            p = utf8.run(bytes, from, to);
            out.write(bytes, from, p - from);
            last = Last.OTHER;
            return p;
        }
        while (p < to && XmlChars.is(bytes[p], XmlChars.TEXT)) {
            p++;
        }
        if (p > from) {
            int start = last == Last.RETURN && bytes[from] == '\n' ? from + 1 : from;
            out.write(bytes, start, p - start);
            last = Last.OTHER;
        }
        return p;
    }

    private void textByte(byte b) {
        switch (b) {
            case '&' -> {
                reference.start();
                inReference = true;
                last = Last.OTHER;
            }
            case ']' -> {
                out.write(']');
                last = last == Last.BRACKET || last == Last.BRACKETS ? Last.BRACKETS : Last.BRACKET;
            }
            case '>' -> {
                if (last == Last.BRACKETS) {
                    throw Refusal.malformed("the end of a CDATA section in text");
                }
                Escapes.reference('>', out);
                last = Last.OTHER;
            }
            default -> lineEnd(b);
        }
    }

    private void cdataByte(byte b) {
        if (b == '<' || b == '>' || b == '&') {
            Escapes.reference(b, out);
            last = Last.OTHER;
        } else {
            lineEnd(b);
        }
    }

    private void lineEnd(byte b) {
        if (b != '\r') {
            throw Refusal.malformed("a control character");
        }
        out.write('\n');
        last = Last.RETURN;
    }

    private int reference(byte[] bytes, int from, int to) {
        int p = reference.read(bytes, from, to);
        if (p >= 0) {
            return p;
        }
        inReference = false;
        int c = reference.codePoint();
        if (c < 0x80 && XmlChars.is((byte) c, XmlChars.ESCAPED_IN_TEXT)) {
            Escapes.reference(c, out);
        } else {
            out.writeCodePoint(c);
        }
        return ~p;
    }

    private void flushBrackets() {
        if (last == Last.BRACKET || last == Last.BRACKETS) {
            out.write(']');
            if (last == Last.BRACKETS) {
                out.write(']');
            }
            last = Last.OTHER;
        }
    }
}
