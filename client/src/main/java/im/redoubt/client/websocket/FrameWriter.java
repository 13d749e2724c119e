package im.redoubt.client.websocket;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;

/** Writes whole frames as a client does: masked, each with a mask of its own (RFC 6455 section 5.3). */
final class FrameWriter {
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int MASK_BYTES = 4;

    private final SecureRandom random;

    FrameWriter(SecureRandom random) {
        this.random = random;
    }

    /**
     * Writes a frame that is the whole of its message.
     *
     * @param kind its opcode
     * @param payload is not kept and not changed
     */
    void write(int kind, byte[] payload, ByteArrayOutputStream out) {
        out.write(FIN | kind);
        if (payload.length < SHORT_LENGTH) {
            out.write(MASKED | payload.length);
        } else if (payload.length <= 0xFFFF) {
            out.write(MASKED | SHORT_LENGTH);
            number(payload.length, 2, out);
        } else {
            out.write(MASKED | LONG_LENGTH);
            number(payload.length, Long.BYTES, out);
        }
        byte[] mask = new byte[MASK_BYTES];
        random.nextBytes(mask);
        out.write(mask, 0, MASK_BYTES);
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= mask[i % MASK_BYTES];
        }
        out.write(masked, 0, masked.length);
    }

    private static void number(long value, int bytes, ByteArrayOutputStream out) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >>> (i * Byte.SIZE)));
        }
    }
}
