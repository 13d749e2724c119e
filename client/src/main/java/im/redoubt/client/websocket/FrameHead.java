package im.redoubt.client.websocket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What stands before the payload of a frame (RFC 6455 section 5.2), of a frame from a server: never masked, no bit of an extension,
 * its length in the shortest form.
 *
 * @param last whether its message ends with it
 * @param kind its opcode, one of those here
 * @param length bytes of payload, at most 125 in a control frame
 */
record FrameHead(boolean last, int kind, int length) {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** The most bytes of a control frame's payload. */
    static final int MAX_CONTROL_BYTES = 125;

    private static final int BINARY = 2;
    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int KIND = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int SHORT_LENGTH = 126;

    static FrameHead read(InputStream in, int maxBytes) throws IOException {
        int first = octet(in);
        int second = octet(in);
        int kind = first & KIND;
        boolean last = (first & FIN) != 0;
        if ((first & RESERVED) != 0 || (second & MASKED) != 0) {
            throw new FrameException(FrameException.PROTOCOL_ERROR, "a frame that is masked or extended");
        }
        if (kind == BINARY) {
            throw new FrameException(FrameException.UNACCEPTABLE, "a binary message");
        }
        if (kind > PONG || (kind > TEXT && kind < CLOSE)) {
            throw new FrameException(FrameException.PROTOCOL_ERROR, "a frame of a kind that does not exist");
        }
        long length = length(in, second & LENGTH);
        if (kind >= CLOSE && (length > MAX_CONTROL_BYTES || !last)) {
            throw new FrameException(FrameException.PROTOCOL_ERROR, "a control frame that is long or not whole");
        }
        if (length > maxBytes) {
            throw new FrameException(FrameException.TOO_BIG, "a frame longer than an element may be");
        }
        return new FrameHead(last, kind, (int) length);
    }

    private static long length(InputStream in, int seven) throws IOException {
        if (seven < SHORT_LENGTH) {
            return seven;
        }
        int bytes = seven == SHORT_LENGTH ? 2 : Long.BYTES;
        long length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << Byte.SIZE | octet(in);
        }
        boolean shortest = seven == SHORT_LENGTH ? length >= SHORT_LENGTH : length > 0xFFFF || length < 0;
        if (!shortest || length < 0) {
            throw new FrameException(FrameException.PROTOCOL_ERROR, "a length that is not written as it must be");
        }
        return length;
    }

    private static int octet(InputStream in) throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the server closed the connection");
        }
        return octet;
    }

    boolean isControl() {
        return kind >= CLOSE;
    }
}
