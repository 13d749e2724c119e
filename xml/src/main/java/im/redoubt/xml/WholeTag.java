package im.redoubt.xml;

import java.util.List;

/**
 * Reads a start tag that is in the array as a whole, in the form that nearly all software writes: single spaces, no prefix but
 * {@code xml:lang}, values without {@code >}, quotes, line ends and numbered characters. It refuses nothing: what is written otherwise, or
 * wrong, is left to {@link TagReader}, of which this takes a part.
 */
final class WholeTag {
    /** What {@link #read} returns when it leaves the tag to others. */
    static final int LEFT = -1;

    private static final byte[] LANG = Escapes.ascii("xml:lang");
    private static final byte[] XMLNS = Escapes.ascii("xmlns");
    private static final byte[] STREAM = Escapes.ascii("stream");
    private static final byte[] XML_URI = Escapes.ascii(XmlName.XML_NAMESPACE);
    private static final byte[] XMLNS_URI = Escapes.ascii(XmlName.XMLNS_NAMESPACE);
    private static final byte[] QUOTE = Escapes.ascii("&quot;");
    /** The length of the references for quotes, both. */
    static final int QUOTE_LENGTH = 6;

    private static final byte[][] REFERENCES = {
        Escapes.ascii("&amp;"), Escapes.ascii("&lt;"), Escapes.ascii("&gt;"), Escapes.ascii("&apos;")
    };
    private static final int MOST_ATTRIBUTES = 16;
    private static final int STRIDE = 3;
    private static final int NONE = -1;

    private final byte[] in;
    private final int to;
    private final XmlLimits limits;
    // The start and end of the name of each attribute, and the end of its value, which begins two bytes behind the
    // name.
    private final int[] attributes = new int[MOST_ATTRIBUTES * STRIDE];
    private int count;
    private int nameStart;
    private int nameEnd;
    private int declaration;
    private boolean canonical;
    private boolean refers;

    WholeTag(byte[] in, int to, XmlLimits limits) {
        this.in = in;
        this.to = to;
        this.limits = limits;
    }

    /** Reads the tag whose name begins at {@code from}; returns the position of its {@code >} or {@code /}, or {@link #LEFT}. */
    int read(int from) {
        count = 0;
        declaration = NONE;
        canonical = true;
        refers = false;
        nameStart = from;
        int p = name(from);
        nameEnd = p;
        if (p == LEFT || reserved(from, p)) {
            return LEFT;
        }
        while (p < to && in[p] == ' ') {
            p = attribute(p + 1);
            if (p == LEFT) {
                return LEFT;
            }
        }
        boolean ends = p < to && (in[p] == '>' || (in[p] == '/' && p + 1 < to && in[p + 1] == '>'));
        return ends && repeatsNothing() ? p : LEFT;
    }

    int nameStart() {
        return nameStart;
    }

    int nameEnd() {
        return nameEnd;
    }

    /** Returns whether the tag declares a default namespace. */
    boolean declares() {
        return declaration != NONE;
    }

    /** Returns where the declared namespace name begins. */
    int uriStart() {
        return valueStart(declaration);
    }

    int uriEnd() {
        return valueEnd(declaration);
    }

    /** Returns whether the tag is written as {@link CanonicalWriter} would, if its declaration is needed at all. */
    boolean canonical() {
        return canonical;
    }

    /** Returns the attributes with their expanded names and their values, without the declaration. */
    List<XmlAttribute> expanded() {
        XmlAttribute[] expanded = new XmlAttribute[declares() ? count - 1 : count];
        int next = 0;
        for (int i = 0; i < count; i++) {
            if (i != declaration) {
                expanded[next++] = expanded(i);
            }
        }
        return List.of(expanded);
    }

    private int attributeStart(int i) {
        return attributes[i * STRIDE];
    }

    private int attributeEnd(int i) {
        return attributes[i * STRIDE + 1];
    }

    private int valueStart(int i) {
        return attributes[i * STRIDE + 1] + 2;
    }

    private int valueEnd(int i) {
        return attributes[i * STRIDE + 2];
    }

    private XmlAttribute expanded(int i) {
        int from = attributeStart(i);
        int end = attributeEnd(i);
        XmlName name = Bytes.equal(in, from, end, LANG) ? XmlName.LANG : KnownNames.plain(in, from, end);
        String value = refers
                ? CanonicalReader.characters(in, valueStart(i), valueEnd(i))
                : KnownNames.string(in, valueStart(i), valueEnd(i));
        return new XmlAttribute(name, value);
    }

    /** Writes the tag without its end in canonical form, with its declaration if that is needed. */
    void write(boolean declaring, XmlBuffer out) {
        out.write('<');
        out.write(in, nameStart, nameEnd - nameStart);
        if (declaring) {
            write(declaration, out);
        }
        for (int i = 0; i < count; i++) {
            if (i != declaration) {
                write(i, out);
            }
        }
    }

    // What stands in a value that was taken stands so in canonical ones.
    private void write(int i, XmlBuffer out) {
        out.write(' ');
        out.write(in, attributeStart(i), attributeEnd(i) - attributeStart(i));
        out.write('=');
        out.write('\'');
        out.write(in, valueStart(i), valueEnd(i) - valueStart(i));
        out.write('\'');
    }

    /** Returns the quote that the reference at {@code at} stands for, which is no reference in canonical text; 0 if it is another. */
    static char quote(byte[] in, int at, int to) {
        int end = at + QUOTE_LENGTH;
        if (end <= to && Bytes.equal(in, at, end, REFERENCES[REFERENCES.length - 1])) {
            return '\'';
        }
        return end <= to && Bytes.equal(in, at, end, QUOTE) ? '"' : 0;
    }

    /** Returns the end of the reference at {@code at} if it is canonical in a value, otherwise {@link #LEFT}. */
    static int reference(byte[] in, int at, int to) {
        for (byte[] reference : REFERENCES) {
            if (to - at >= reference.length && Bytes.equal(in, at, at + reference.length, reference)) {
                return at + reference.length;
            }
        }
        return LEFT;
    }

    private int name(int from) {
        if (from >= to || !XmlChars.is(in[from], XmlChars.NAME_START)) {
            return LEFT;
        }
        int p = from + 1;
        while (p < to && XmlChars.is(in[p], XmlChars.NAME)) {
            p++;
        }
        return p - from <= limits.maxNameBytes() ? p : LEFT;
    }

    private boolean reserved(int from, int end) {
        return Bytes.equal(in, from, end, XMLNS) || Bytes.equal(in, from, end, STREAM);
    }

    private int attribute(int from) {
        int end = name(from);
        if (end == LEFT || end + 1 >= to || count == MOST_ATTRIBUTES) {
            return LEFT;
        }
        if (in[end] == ':') {
            end = from + LANG.length;
            if (end + 1 >= to || !Bytes.equal(in, from, end, LANG) || LANG.length > limits.maxNameBytes()) {
                return LEFT;
            }
        }
        byte quote = in[end + 1];
        if (in[end] != '=' || (quote != '\'' && quote != '"')) {
            return LEFT;
        }
        int close = value(end + 2);
        if (close == LEFT || close >= to || in[close] != quote) {
            return LEFT;
        }
        attributes[count * STRIDE] = from;
        attributes[count * STRIDE + 1] = end;
        attributes[count * STRIDE + 2] = close;
        canonical = canonical && quote == '\'';
        if (in[from] == 'x' && Bytes.equal(in, from, end, XMLNS) && !declare(end + 2, close)) {
            return LEFT;
        }
        count++;
        return close + 1;
    }

    private boolean declare(int from, int end) {
        if (declaration != NONE
                || end - from > limits.maxNamespaceBytes()
                || Bytes.equal(in, from, end, XML_URI)
                || Bytes.equal(in, from, end, XMLNS_URI)) {
            return false;
        }
        for (int p = from; p < end; p++) {
            if (in[p] == '&') {
                return false;
            }
        }
        declaration = count;
        canonical = canonical && count == 0;
        return true;
    }

    private int value(int from) {
        int p = from;
        while (p < to) {
            while (p < to && XmlChars.is(in[p], XmlChars.CANONICAL_VALUE)) {
                p++;
            }
            if (p < to && in[p] < 0) {
                p = Utf8.end(in, p, to);
            } else if (p < to && in[p] == '&') {
                p = reference(in, p, to);
                refers = true;
            } else {
                return p;
            }
            if (p == LEFT) {
                return LEFT;
            }
        }
        return LEFT;
    }

    private boolean repeatsNothing() {
        if (count - (declares() ? 1 : 0) > limits.maxAttributes()) {
            return false;
        }
        for (int i = 1; i < count; i++) {
            for (int j = 0; j < i; j++) {
                if (Bytes.equal(in, attributeStart(i), attributeEnd(i), in, attributeStart(j), attributeEnd(j))) {
                    return false;
                }
            }
        }
        return true;
    }
}
