package im.redoubt.client.dns;

/**
 * Reads the pieces of a message of DNS (RFC 1035 section 4.1). Every read is within the message, and the pointers of a
 * compressed name lead backwards only, at most 32 of them: no name is longer to read than to write.
 */
final class WireReader {
    private static final int MAX_POINTERS = 32;
    private static final int POINTER = 0xC0;
    private static final int POINTER_HIGH = 0x3F;

    private final byte[] message;
    private final int end;
    private int position;

    /** Reads from the beginning of a message. */
    WireReader(byte[] message) {
        this(message, 0, message.length);
    }

    /** Reads a part of a message; pointers may lead before it. */
    WireReader(byte[] message, int position, int end) {
        this.message = message;
        this.position = position;
        this.end = end;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == end;
    }

    int octet() throws MalformedReplyException {
        need(1);
        return message[position++] & 0xFF;
    }

    int number16() throws MalformedReplyException {
        return octet() << 8 | octet();
    }

    long number32() throws MalformedReplyException {
        return (long) number16() << 16 | number16();
    }

    byte[] bytes(int count) throws MalformedReplyException {
        need(count);
        byte[] bytes = new byte[count];
        System.arraycopy(message, position, bytes, 0, count);
        position += count;
        return bytes;
    }

    /** Returns what is left. */
    byte[] rest() throws MalformedReplyException {
        return bytes(end - position);
    }

    DomainName name() throws MalformedReplyException {
        byte[] name = new byte[DomainName.MAX_BYTES];
        int length = 0;
        int pointers = 0;
        int lowest = position;
        int after = -1;
        int label = octet();
        while (label != 0) {
            if ((label & POINTER) == POINTER) {
                int to = (label & POINTER_HIGH) << 8 | octet();
                if (to >= lowest || ++pointers > MAX_POINTERS) {
                    throw new MalformedReplyException("a compressed name that leads nowhere");
                }
                after = after < 0 ? position : after;
                lowest = to;
                position = to;
            } else if ((label & POINTER) != 0 || length + label + 2 > name.length) {
                throw new MalformedReplyException("a name that is none");
            } else {
                need(label);
                name[length++] = (byte) label;
                System.arraycopy(message, position, name, length, label);
                length += label;
                position += label;
            }
            label = octet();
        }
        position = after < 0 ? position : after;
        byte[] wire = new byte[length + 1];
        System.arraycopy(name, 0, wire, 0, length);
        return new DomainName(wire);
    }

    private void need(int count) throws MalformedReplyException {
        if (count > end - position) {
            throw new MalformedReplyException("less in it than it says");
        }
    }
}
