package im.redoubt.protocol.disco;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** Text as bytes, in the order of bytes (RFC 4790 section 9.3): Java's own order of strings differs beyond U+FFFF. */
final class Octets {
    static final Comparator<byte[]> ORDER = Octets::compare;

    /** The same order for text. */
    static final Comparator<String> TEXT_ORDER = Comparator.comparing(Octets::of, ORDER);

    private Octets() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int compare(byte[] one, byte[] other) {
        int length = Math.min(one.length, other.length);
        for (int i = 0; i < length; i++) {
            int difference = (one[i] & 0xff) - (other[i] & 0xff);
            if (difference != 0) {
                return difference;
            }
        }
        return one.length - other.length;
    }

    /** Returns {@code parts} one behind the other, from lesser to greater, and {@code end}. */
    static byte[] sorted(List<byte[]> parts, byte... end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.stream().sorted(ORDER).forEach(part -> out.write(part, 0, part.length));
        out.write(end, 0, end.length);
        return out.toByteArray();
    }

    /** Returns {@code parts} one behind the other as they are. */
    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part, 0, part.length);
        }
        return out.toByteArray();
    }
}
