package im.redoubt.client.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding (RFC 3986 section 2.1), always of UTF-8. */
final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";

    /** Neither quotes nor what has a meaning in URLs only for some: all others than letters and digits that stay. */
    private static final String KEPT = "-._~:/?#[]@!$&()*+,;=";

    private PercentEncoding() {}

    /** Encodes what may not stand there as it is; what is encoded already stays, a percent sign that encodes nothing does not. */
    static String normalize(String part) {
        return encode(part, KEPT, true);
    }

    /** Encodes everything but what is unreserved (section 2.3) and {@code kept}. */
    static String encode(String part, String kept) {
        return encode(part, kept, false);
    }

    private static String encode(String part, String kept, boolean encoded) {
        StringBuilder out = new StringBuilder(part.length());
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xFF);
            boolean stays = isUnreserved(c)
                    || kept.indexOf(c) >= 0
                    || (encoded
                            && c == '%'
                            && i + 2 < bytes.length
                            && hex(bytes[i + 1]) >= 0
                            && hex(bytes[i + 2]) >= 0);
            if (stays) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    /** Decodes, or returns nothing if a percent sign encodes nothing or the bytes are no UTF-8. */
    static Optional<String> decode(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                out.write(bytes[i]);
            } else if (i + 2 < bytes.length && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0) {
                out.write(hex(bytes[i + 1]) << 4 | hex(bytes[i + 2]));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static int hex(byte b) {
        return b < 0 ? -1 : Character.digit((char) b, 16);
    }
}
