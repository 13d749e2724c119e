package im.redoubt.xml;

/** Reads what follows {@code &}: one of the five entities, or the number of a legal character (XML 1.0, 4.1 and 4.6). */
final class Reference {
    private static final int LONGEST_NAME = 4;
    private static final int TOO_LARGE = 0x110000;

    private enum State {
        START,
        NAME,
        HASH,
        DECIMAL,
        HEX
    }

    private State state = State.START;
    private int value;
    private int length;

    /** Begins anew after an ampersand. */
    void start() {
        state = State.START;
        value = 0;
        length = 0;
    }

    /** Reads on; returns the position reached, or its complement once the semicolon was read. */
    int read(byte[] bytes, int from, int to) {
        for (int p = from; p < to; p++) {
            byte b = bytes[p];
            if (b == ';') {
                finish();
                return ~(p + 1);
            }
            take(b);
        }
        return to;
    }

    /** Returns the character, once {@link #read} has said that it is complete. */
    int codePoint() {
        return value;
    }

    private void take(byte b) {
        switch (state) {
            case START -> first(b);
            case NAME -> name(b);
            case HASH -> {
                state = b == 'x' ? State.HEX : State.DECIMAL;
                if (b != 'x') {
                    digit(b, 10);
                }
            }
            case DECIMAL -> digit(b, 10);
            case HEX -> digit(b, 16);
        }
    }

    private void first(byte b) {
        if (b == '#') {
            state = State.HASH;
        } else if (XmlChars.is(b, XmlChars.NAME_START)) {
            state = State.NAME;
            name(b);
        } else {
            throw Refusal.malformed("an ampersand that begins no reference");
        }
    }

    // The name is kept as a number of up to four bytes: no entity of ours is longer.
    private void name(byte b) {
        if (!XmlChars.is(b, XmlChars.NAME)) {
            throw Refusal.malformed("an ampersand that begins no reference");
        }
        if (++length > LONGEST_NAME) {
            throw Refusal.restricted("an entity other than the five");
        }
        value = (value << 8) | (b & 0xFF);
    }

    private void digit(byte b, int radix) {
        int digit = b < 0 ? -1 : Character.digit((char) b, radix);
        if (digit < 0) {
            throw Refusal.malformed("a character reference that is no number");
        }
        length++;
        value = Math.min(value * radix + digit, TOO_LARGE);
    }

    private void finish() {
        if (length == 0) {
            throw Refusal.malformed("an empty reference");
        }
        if (state == State.NAME) {
            value = entity(value);
        } else if (!XmlChars.isChar(value)) {
            throw Refusal.malformed("a reference to what is no character of XML");
        }
    }

    private static int entity(int name) {
        return switch (name) {
            case 'l' << 8 | 't' -> '<';
            case 'g' << 8 | 't' -> '>';
            case 'a' << 16 | 'm' << 8 | 'p' -> '&';
            case 'a' << 24 | 'p' << 16 | 'o' << 8 | 's' -> '\'';
            case 'q' << 24 | 'u' << 16 | 'o' << 8 | 't' -> '"';
            default -> throw Refusal.restricted("an entity other than the five");
        };
    }
}
