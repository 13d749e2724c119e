package im.redoubt.protocol.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 that replaces nothing, so that what was read encodes to the same bytes again. */
final class StrictUtf8 {
    private StrictUtf8() {}

    static String decode(byte[] bytes) throws ScramSyntaxException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ScramSyntaxException(ScramError.INVALID_ENCODING, "not UTF-8", e);
        }
    }

    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
