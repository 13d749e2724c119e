package im.redoubt.server.tls;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads values of DER one behind the other, as far as names in certificates need it. What is not DER is nothing. */
final class Der {
    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private final ByteBuffer bytes;

    private Der(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** One value, whose content is read like a list of values. */
    record Value(int tag, Der content) {}

    static Der of(byte[] bytes) {
        return new Der(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    /** Takes the next value, or returns nothing if there is no whole one. */
    Optional<Value> next() {
        if (bytes.remaining() < 2) {
            return Optional.empty();
        }
        int tag = bytes.get() & 0xFF;
        int length = length();
        if (length < 0 || length > bytes.remaining()) {
            return Optional.empty();
        }
        ByteBuffer content = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return Optional.of(new Value(tag, new Der(content)));
    }

    /** Returns the content of the only value here, if it has this tag. */
    Optional<Der> inside(int tag) {
        return next().filter(value -> value.tag() == tag && !hasMore()).map(Value::content);
    }

    /** Returns what follows these bytes, if this begins with them. */
    Optional<Der> after(byte[] beginning) {
        if (bytes.remaining() < beginning.length
                || !bytes.slice(bytes.position(), beginning.length).equals(ByteBuffer.wrap(beginning))) {
            return Optional.empty();
        }
        bytes.position(bytes.position() + beginning.length);
        return Optional.of(this);
    }

    ByteBuffer rest() {
        return bytes;
    }

    /** The shortest form only: X.690 section 10.1. */
    private int length() {
        int first = bytes.get() & 0xFF;
        if (first < LONG_FORM) {
            return first;
        }
        int count = first - LONG_FORM;
        if (count < 1 || count > MOST_LENGTH_BYTES || bytes.remaining() < count) {
            return -1;
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << 8) | (bytes.get() & 0xFF);
        }
        boolean shortest = length >= LONG_FORM && length >> (8 * (count - 1)) != 0;
        return shortest ? length : -1;
    }
}
