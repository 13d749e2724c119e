package im.redoubt.client.trust;

import java.security.cert.CertificateParsingException;
import java.util.Arrays;

/** A place in a DER encoding (X.690), between two values. Only tags of one byte and definite lengths below 16 MiB exist in it. */
final class Der {
    static final int OCTET_STRING = 0x04;
    static final int OID = 0x06;
    static final int UTF8_STRING = 0x0C;
    static final int IA5_STRING = 0x16;
    static final int SEQUENCE = 0x30;

    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private final byte[] bytes;
    private final int end;
    private int at;

    private Der(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** Begins before the first value of {@code bytes}, which are not copied. */
    static Der of(byte[] bytes) {
        return new Der(bytes, 0, bytes.length);
    }

    /** Returns whether there is a value here. */
    boolean more() {
        return at < end;
    }

    /** Returns the tag of the value here. */
    int tag() throws CertificateParsingException {
        if (at >= end) {
            throw cut();
        }
        return bytes[at] & 0xFF;
    }

    /** Returns what is inside the value here, which has this tag, and moves behind it. */
    Der enter(int tag) throws CertificateParsingException {
        if (tag() != tag) {
            throw new CertificateParsingException("tag " + tag() + " where there is " + tag);
        }
        return next();
    }

    /** Returns what is inside the value here and moves behind it. */
    Der next() throws CertificateParsingException {
        int from = at + 1;
        int length = byteAt(from++);
        if (length >= LONG_FORM) {
            int count = length - LONG_FORM;
            if (count < 1 || count > MOST_LENGTH_BYTES) {
                throw cut();
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | byteAt(from++);
            }
        }
        if (length > end - from) {
            throw cut();
        }
        at = from + length;
        return new Der(bytes, from, at);
    }

    /** Returns all bytes from here on. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    private int byteAt(int index) throws CertificateParsingException {
        if (index >= end) {
            throw cut();
        }
        return bytes[index] & 0xFF;
    }

    private static CertificateParsingException cut() {
        return new CertificateParsingException("a length that leads out of the encoding");
    }
}
