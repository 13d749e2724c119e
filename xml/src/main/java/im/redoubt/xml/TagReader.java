package im.redoubt.xml;

/** Reads a start tag from the first byte of its name to its {@code >} into a {@link Tag} (XML 1.0, 3.1). */
final class TagReader {
    private static final byte[] XMLNS = Escapes.ascii("xmlns");

    private enum State {
        NAME,
        AFTER_NAME,
        SPACE,
        ATTRIBUTE,
        EQUALS,
        QUOTE,
        VALUE,
        REFERENCE,
        SLASH
    }

    private final Tag tag = new Tag();
    private final Utf8 utf8;
    private final Reference reference;
    private final TagLimits limits;
    private State state = State.NAME;
    private int start;
    private int colon = Tag.NO_COLON;
    // In a value the quote, negative while the last byte was a CR.
    private int quote;

    TagReader(XmlLimits limits, Utf8 utf8, Reference reference) {
        this.utf8 = utf8;
        this.reference = reference;
        this.limits = new TagLimits(limits);
    }

    /** Begins a tag where {@code declarations} are in scope. */
    void start(int declarations) {
        tag.clear();
        limits.start(declarations);
        state = State.NAME;
        start = 0;
        colon = Tag.NO_COLON;
    }

    /** Returns the tag, once {@link #read} has said that it is complete. */
    Tag tag() {
        return tag;
    }

    /** Returns whether the tag is that of an element without content. */
    boolean empty() {
        return state == State.SLASH;
    }

    /** Reads on; returns the position reached, or its complement once the tag is complete. */
    int read(byte[] bytes, int from, int to) {
        int p = from;
        while (p < to) {
            switch (state) {
                case NAME, ATTRIBUTE -> p = name(bytes, p, to);
                case VALUE -> p = value(bytes, p, to);
                case REFERENCE -> p = reference(bytes, p, to);
                default -> {
                    if (bytes[p] == '>' && mayEnd()) {
                        return ~(p + 1);
                    }
                    p = between(bytes[p], p);
                }
            }
        }
        return p;
    }

    private boolean mayEnd() {
        return state == State.AFTER_NAME || state == State.SPACE || state == State.SLASH;
    }

    private int between(byte b, int p) {
        boolean space = XmlChars.is(b, XmlChars.SPACE);
        switch (state) {
            case EQUALS -> expect(space || b == '=', b == '=' ? State.QUOTE : state);
            case QUOTE -> {
                boolean found = b == '"' || b == '\'';
                quote = b;
                expect(space || found, found ? State.VALUE : state);
            }
            case AFTER_NAME -> expect(space || b == '/', space ? State.SPACE : State.SLASH);
            case SPACE -> {
                if (!space && b != '/') {
                    state = State.ATTRIBUTE;
                    start = tag.bytes().size();
                    colon = Tag.NO_COLON;
                    return p;
                }
                expect(true, space ? state : State.SLASH);
            }
            default -> expect(false, state);
        }
        return p + 1;
    }

    private void expect(boolean met, State next) {
        if (!met) {
            throw Refusal.malformed("a character that has no place in a tag");
        }
        state = next;
    }

    private int name(byte[] bytes, int from, int to) {
        int p = from;
        if (bytes[p] < 0 || utf8.pending()) {
            nameByte(bytes[p]);
            return p + 1;
        }
        while (p < to && XmlChars.is(bytes[p], XmlChars.NAME)) {
            p++;
        }
        if (p > from) {
            firstOfPart(
                    XmlChars.is(bytes[from], XmlChars.NAME_START), tag.bytes().size());
            limits.name(tag.bytes().size() - start + p - from);
            tag.bytes().write(bytes, from, p - from);
            return p;
        }
        if (bytes[p] == ':') {
            colon();
            return p + 1;
        }
        endOfName();
        return p;
    }

    private void nameByte(byte b) {
        limits.name(tag.bytes().size() - start + 1);
        int c = utf8.push(b);
        tag.bytes().write(b);
        if (c == Utf8.PENDING) {
            return;
        }
        firstOfPart(XmlChars.isNameStart(c), tag.bytes().size() - Utf8.length(c));
        if (!XmlChars.isName(c)) {
            throw Refusal.malformed("a character that has no place in a name");
        }
    }

    private void firstOfPart(boolean mayBegin, int at) {
        if (!mayBegin && at == partStart()) {
            throw Refusal.malformed("a character that begins no name");
        }
    }

    private int partStart() {
        return colon == Tag.NO_COLON ? start : colon + 1;
    }

    private void colon() {
        if (colon != Tag.NO_COLON || tag.bytes().size() == start) {
            throw Refusal.malformed("a colon out of place in a name");
        }
        limits.name(tag.bytes().size() - start + 1);
        colon = tag.bytes().size();
        tag.bytes().write(':');
    }

    private void endOfName() {
        if (tag.bytes().size() == partStart()) {
            throw Refusal.malformed("a character that begins no name");
        }
        if (state == State.NAME) {
            tag.named(colon);
            state = State.AFTER_NAME;
            return;
        }
        int end = tag.bytes().size();
        int prefixEnd = colon == Tag.NO_COLON ? end : colon;
        boolean declares = Bytes.equal(tag.array(), start, prefixEnd, XMLNS);
        limits.attribute(declares);
        tag.attributeNamed(start, colon);
        if (declares) {
            tag.resolved(tag.attributes() - 1, Scope.DECLARATION);
        }
        state = State.EQUALS;
    }

    private int value(byte[] bytes, int from, int to) {
        int p = from;
        if (bytes[p] < 0 || utf8.pending()) {
            limits.value(1);
            utf8.push(bytes[p]);
            tag.bytes().write(bytes[p]);
            quote = Math.abs(quote);
            return p + 1;
        }
        while (p < to && XmlChars.is(bytes[p], XmlChars.VALUE)) {
            p++;
        }
        if (p > from) {
            limits.value(p - from);
            tag.bytes().write(bytes, from, p - from);
            quote = Math.abs(quote);
            return p;
        }
        valueByte(bytes[p]);
        return p + 1;
    }

    private void valueByte(byte b) {
        boolean afterReturn = quote < 0;
        quote = Math.abs(quote);
        if (b == quote) {
            tag.attributeValued();
            state = State.AFTER_NAME;
        } else if (b == '&') {
            reference.start();
            state = State.REFERENCE;
        } else if (b == '"' || b == '\'') {
            append(b);
        } else if (XmlChars.is(b, XmlChars.SPACE)) {
            if (b != '\n' || !afterReturn) {
                append(' ');
            }
            quote = b == '\r' ? -quote : quote;
        } else {
            throw Refusal.malformed("a character that has no place in a value");
        }
    }

    private int reference(byte[] bytes, int from, int to) {
        int p = reference.read(bytes, from, to);
        if (p >= 0) {
            return p;
        }
        state = State.VALUE;
        append(reference.codePoint());
        return ~p;
    }

    private void append(int codePoint) {
        limits.value(Utf8.length(codePoint));
        tag.bytes().writeCodePoint(codePoint);
    }
}
