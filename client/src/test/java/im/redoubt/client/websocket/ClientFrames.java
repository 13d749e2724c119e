package im.redoubt.client.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what a client sent as a server must: every frame masked, its length in the shortest form. */
final class ClientFrames {
    private ClientFrames() {}

    /**
     * A frame.
     *
     * @param first its first byte
     * @param payload its bytes, each a character
     */
    record Frame(int first, String payload) {
        /** Returns the payload as UTF-8. */
        String text() {
            return new String(payload.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }

    static List<Frame> read(byte[] bytes) {
        List<Frame> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            frames.add(next(in));
        }
        return frames;
    }

    static Frame next(ByteBuffer in) {
        int first = in.get() & 0xFF;
        int second = in.get() & 0xFF;
        assertThat(second & 0x80).isEqualTo(0x80);
        long length = second & 0x7F;
        if (length == 126) {
            length = in.getShort() & 0xFFFF;
            assertThat(length).isGreaterThan(125);
        } else if (length == 127) {
            length = in.getLong();
            assertThat(length).isGreaterThan(0xFFFF);
        }
        byte[] mask = new byte[4];
        in.get(mask);
        byte[] payload = new byte[(int) length];
        in.get(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame(first, new String(payload, StandardCharsets.ISO_8859_1));
    }
}
