package im.redoubt.xml;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the XMPP profile of XML from bytes, as far as they go, and goes on where it stopped. The verdict does not depend on
 * how the bytes are cut. Between two stanzas it holds the declarations of the stream header and nothing else.
 *
 * <ol>
 *   <li>{@link #stream}: {@code Opened}, then any number of {@code Complete}, then {@code Closed};
 *   <li>{@link #document}: one {@code Complete} and nothing around it but white space;
 *   <li>inside of a {@link MessageReader}: one {@code Complete} and nothing around it at all;
 *   <li>at any point {@code Refused}, which is final until {@link #restart}.
 * </ol>
 *
 * An XML declaration may stand at the very start only, and may name no encoding but UTF-8. A byte order mark is refused: as
 * U+FEFF, which is all it is in XMPP (RFC 6120 section 11.6), it is text before the root ({@code not-well-formed}), and that
 * of another encoding, or a NUL beside the first {@code <}, is {@code unsupported-encoding}.
 *
 * Not thread-safe.
 */
public final class XmlParser {
    private static final int CHUNK = 2048;

    private enum Form {
        STREAM,
        DOCUMENT,
        MESSAGE
    }

    private enum Phase {
        START,
        FIRST_MARKUP,
        DECLARATION,
        PROLOG,
        BETWEEN,
        DONE
    }

    private final Form form;
    private XmlLimits limits;
    private Phase phase = Phase.START;
    private StreamRoot root = StreamRoot.NONE;
    private @Nullable XmlDeclaration declaration;
    // The limits of the element or header that has begun with its '<'. It has a reader from its next byte on, unless it
    // is read whole.
    private @Nullable XmlLimits begun;
    private @Nullable ElementReader reader;
    private @Nullable XmlEvent whole;
    private @Nullable XmlEvent last;

    private XmlParser(Form form, XmlLimits limits) {
        this.form = form;
        this.limits = limits;
    }

    /** Returns a parser of a stream (RFC 6120 section 4). */
    public static XmlParser stream(XmlLimits limits) {
        return new XmlParser(Form.STREAM, limits);
    }

    /**
     * Returns a parser of documents, one at a time (content read back from the store). After a document only white space is
     * taken; {@link #restart} makes it ready for the next one.
     */
    public static XmlParser document(XmlLimits limits) {
        return new XmlParser(Form.DOCUMENT, limits);
    }

    /** Returns a parser of messages: an element, and no byte before or after it. */
    static XmlParser message(XmlLimits limits) {
        return new XmlParser(Form.MESSAGE, limits);
    }

    /**
     * Reads up to the end of the next event or of the bytes. Bytes after the event stay in {@code in}, except that a
     * refusal drops them.
     *
     * @param in bytes between position and limit; its position is advanced
     * @return what was found
     */
    public XmlEvent next(ByteBuffer in) {
        if (last != null) {
            return last;
        }
        try {
            XmlEvent event = in.hasArray() ? inArray(in) : copied(in);
            return event != null ? event : XmlEvent.Starved.INSTANCE;
        } catch (Refusal refusal) {
            drop();
            position(in, in.limit());
            XmlEvent refused = new XmlEvent.Refused(refusal.violation());
            last = refused;
            return refused;
        }
    }

    /** Forgets everything, as a new stream begins: after STARTTLS and after SASL. */
    public void restart() {
        drop();
        phase = Phase.START;
        root = StreamRoot.NONE;
        last = null;
    }

    /** Sets the limits from the next top-level element on. */
    public void limits(XmlLimits limits) {
        this.limits = limits;
    }

    /** Returns whether a top-level element, a header or an XML declaration has begun and is not complete. */
    public boolean midElement() {
        return begun != null || phase == Phase.FIRST_MARKUP || phase == Phase.DECLARATION;
    }

    private @Nullable XmlEvent inArray(ByteBuffer in) {
        int offset = in.arrayOffset();
        int from = offset + in.position();
        int to = offset + in.limit();
        int p = from;
        XmlEvent event = null;
        while (p < to && event == null) {
            p = step(in.array(), p, to);
            event = event();
        }
        position(in, p - offset);
        return event;
    }

    private @Nullable XmlEvent copied(ByteBuffer in) {
        byte[] chunk = new byte[Math.min(CHUNK, in.remaining())];
        XmlEvent event = null;
        while (in.hasRemaining() && event == null) {
            int start = in.position();
            int length = Math.min(chunk.length, in.remaining());
            in.get(chunk, 0, length);
            int p = 0;
            while (p < length && event == null) {
                p = step(chunk, p, length);
                event = event();
            }
            position(in, start + p);
        }
        return event;
    }

    // Through the superclass: old Android has no ByteBuffer.position(int) of its own.
    private static void position(Buffer buffer, int position) {
        buffer.position(position);
    }

    private @Nullable XmlEvent event() {
        ElementReader done = reader;
        XmlEvent event = done == null ? whole : done.event();
        if (event == null) {
            return null;
        }
        begun = null;
        reader = null;
        whole = null;
        if (event instanceof XmlEvent.Closed) {
            last = event;
        } else if (form != Form.STREAM) {
            phase = Phase.DONE;
        } else if (done != null && phase == Phase.PROLOG) {
            root = done.root();
            last = done.ended() ? XmlEvent.Closed.INSTANCE : null;
            phase = Phase.BETWEEN;
        }
        return event;
    }

    private int step(byte[] bytes, int from, int to) {
        int p = from;
        while (p < to && begun == null) {
            p += outside(bytes[p]) ? 1 : 0;
        }
        XmlLimits own = begun;
        if (p == to || own == null) {
            return p;
        }
        ElementReader reading = reader;
        if (reading == null) {
            int end = whole(bytes, p, to, own);
            if (end != WholeElement.LEFT) {
                return end;
            }
            reading = new ElementReader(kind(), root, own);
            reader = reading;
        }
        return reading.read(bytes, p, to);
    }

    private int whole(byte[] bytes, int from, int to, XmlLimits own) {
        if (kind() == ElementReader.Kind.HEADER) {
            return WholeElement.LEFT;
        }
        // The '<' counts as well.
        int end = (int) Math.min(to, from - 1L + own.maxBytes());
        WholeElement element = new WholeElement(bytes, end, root.scope(), own);
        int next = element.read(from);
        if (next != WholeElement.LEFT) {
            whole = new XmlEvent.Complete(element.element());
        }
        return next;
    }

    /** Takes a byte outside of any element; returns false to be asked again with the same byte. */
    private boolean outside(byte b) {
        switch (phase) {
            case FIRST_MARKUP -> {
                return firstMarkup(b);
            }
            case DECLARATION -> {
                if (declaration == null || declaration.take(b)) {
                    declaration = null;
                    phase = Phase.PROLOG;
                }
            }
            default -> between(b);
        }
        return true;
    }

    private boolean firstMarkup(byte b) {
        if (b == 0) {
            throw Refusal.encoding("bytes of another encoding than UTF-8");
        }
        if (b == '?' && form != Form.MESSAGE) {
            phase = Phase.DECLARATION;
            declaration = new XmlDeclaration();
            return true;
        }
        phase = Phase.PROLOG;
        begun = limits;
        return false;
    }

    private void between(byte b) {
        if (b == '<' && phase == Phase.START) {
            phase = Phase.FIRST_MARKUP;
        } else if (b == '<' && phase != Phase.DONE) {
            begun = limits;
        } else if (form == Form.MESSAGE || !XmlChars.is(b, XmlChars.SPACE)) {
            throw misplaced(b);
        } else if (phase == Phase.START) {
            phase = Phase.PROLOG;
        }
    }

    private ElementReader.Kind kind() {
        if (form != Form.STREAM) {
            return ElementReader.Kind.DOCUMENT;
        }
        return phase == Phase.BETWEEN ? ElementReader.Kind.STANZA : ElementReader.Kind.HEADER;
    }

    private Refusal misplaced(byte b) {
        if (phase == Phase.START && (b == 0 || b == (byte) 0xFE || b == (byte) 0xFF)) {
            return Refusal.encoding("bytes of another encoding than UTF-8");
        }
        // A byte beyond ASCII is negative here: it may be no character at all, and is not looked at further.
        if (phase == Phase.BETWEEN && b > ' ') {
            return Refusal.format("text between stanzas");
        }
        return Refusal.malformed("text outside of the root");
    }

    private void drop() {
        begun = null;
        reader = null;
        whole = null;
        declaration = null;
    }
}
