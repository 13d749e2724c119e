package im.redoubt.xml;

import org.jspecify.annotations.Nullable;

/**
 * Reads one top-level element, one stream header or the end of a stream, from the byte after its {@code <}. Everything that
 * grows with the input hangs on this object, and it is dropped at the end.
 */
final class ElementReader {
    private static final byte[] CDATA = Escapes.ascii("CDATA[");
    private static final byte[] XML = Escapes.ascii("xml");

    /** What is being read. */
    enum Kind {
        HEADER,
        STANZA,
        DOCUMENT
    }

    private enum State {
        MARKUP,
        BANG,
        CDATA_OPEN,
        INSTRUCTION,
        TAG,
        TEXT,
        CDATA,
        END,
        END_OF_STREAM
    }

    private final Kind kind;
    private final StreamRoot root;
    private final Budget budget;
    private final Assembly assembly;
    private final TagReader tags;
    private final TextReader text;
    private State state = State.MARKUP;
    // How far a fixed word, or the name in an end tag, has matched.
    private int matched;
    private @Nullable XmlEvent event;

    ElementReader(Kind kind, StreamRoot root, XmlLimits limits) {
        this.kind = kind;
        this.root = root;
        this.budget = new Budget(limits);
        this.assembly = new Assembly(kind == Kind.HEADER, root);
        Utf8 utf8 = new Utf8();
        Reference reference = new Reference();
        this.tags = new TagReader(limits, utf8, reference);
        this.text = new TextReader(assembly.out(), utf8, reference);
    }

    /** Returns what was read, once it is complete. */
    @Nullable
    XmlEvent event() {
        return event;
    }

    /** Returns what the stanzas of a stream stand in, once the header is complete. */
    StreamRoot root() {
        return assembly.root();
    }

    /** Returns whether what was read is a header that ends the stream at once. */
    boolean ended() {
        return tags.empty();
    }

    /** Reads until there is an event or no byte is left; returns the position reached. */
    int read(byte[] bytes, int from, int to) {
        int end = (int) Math.min(to, (long) from + budget.remaining());
        int p = from;
        while (p < end && event == null) {
            p = step(bytes, p, end, budget.received() - from);
        }
        budget.receive(p - from);
        if (event == null && budget.remaining() == 0) {
            throw Refusal.policy("more bytes than the limit");
        }
        return p;
    }

    private int step(byte[] bytes, int from, int to, int offset) {
        switch (state) {
            case TEXT -> {
                return part(text.text(bytes, from, to), State.MARKUP);
            }
            case CDATA -> {
                return part(text.cdata(bytes, from, to), State.TEXT);
            }
            case TAG -> {
                int p = tags.read(bytes, from, to);
                if (p < 0) {
                    started(~p + offset);
                }
                return p < 0 ? ~p : p;
            }
            case MARKUP -> {
                return markup(bytes[from], from);
            }
            case END -> {
                OpenElements open = assembly.open();
                int p = endTag(bytes, from, to, open.array(), open.nameStart(), open.nameEnd());
                if (p < 0) {
                    endElement();
                }
                return p < 0 ? ~p : p;
            }
            case END_OF_STREAM -> {
                int p = endTag(bytes, from, to, root.name(), 0, root.name().length);
                event = p < 0 ? XmlEvent.Closed.INSTANCE : null;
                return p < 0 ? ~p : p;
            }
            default -> word(bytes[from]);
        }
        return from + 1;
    }

    private int part(int p, State next) {
        if (p < 0) {
            state = next;
            return ~p;
        }
        return p;
    }

    private int markup(byte b, int p) {
        matched = 0;
        switch (b) {
            case '/' -> state = endState();
            case '!' -> state = State.BANG;
            case '?' -> state = State.INSTRUCTION;
            default -> {
                budget.element(assembly.depth() + 1);
                tags.start(assembly.declarations());
                state = State.TAG;
                return p;
            }
        }
        return p + 1;
    }

    private State endState() {
        if (assembly.depth() > 0) {
            return State.END;
        }
        if (kind != Kind.STANZA) {
            throw Refusal.malformed("an end tag with nothing to end");
        }
        return State.END_OF_STREAM;
    }

    private void word(byte b) {
        switch (state) {
            case BANG -> bang(b);
            case CDATA_OPEN -> {
                if (b != CDATA[matched++]) {
                    throw Refusal.malformed("a declaration out of place");
                }
                state = matched == CDATA.length ? State.CDATA : state;
            }
            default -> instruction(b);
        }
    }

    private void bang(byte b) {
        if (b == '-' || XmlChars.is(b, XmlChars.NAME_START)) {
            throw Refusal.restricted("a comment or a document type");
        }
        if (b != '[') {
            throw Refusal.malformed("a declaration out of place");
        }
        if (assembly.depth() == 0) {
            throw kind == Kind.STANZA
                    ? Refusal.format("text between stanzas")
                    : Refusal.malformed("text outside of the root");
        }
        state = State.CDATA_OPEN;
    }

    private void instruction(byte b) {
        if (matched < XML.length && b == XML[matched]) {
            matched++;
        } else if (matched == XML.length && (b == '?' || XmlChars.is(b, XmlChars.SPACE))) {
            throw Refusal.malformed("an XML declaration that is not at the very start");
        } else {
            throw Refusal.restricted("a processing instruction");
        }
    }

    // The name is compared as it comes, so nothing is stored however long it is.
    private int endTag(byte[] bytes, int from, int to, byte[] name, int nameStart, int nameEnd) {
        for (int p = from; p < to; p++) {
            byte b = bytes[p];
            if (nameStart + matched < nameEnd) {
                expectEnd(b == name[nameStart + matched++]);
            } else if (b == '>') {
                return ~(p + 1);
            } else {
                expectEnd(XmlChars.is(b, XmlChars.SPACE));
            }
        }
        return to;
    }

    private static void expectEnd(boolean met) {
        if (!met) {
            throw Refusal.malformed("an end tag that does not match its start tag");
        }
    }

    private void endElement() {
        assembly.end();
        event = assembly.event();
        state = State.TEXT;
    }

    private void started(int received) {
        assembly.start(tags.tag(), received);
        if (tags.empty() && kind != Kind.HEADER) {
            assembly.end();
        }
        state = State.TEXT;
        event = assembly.event();
    }
}
