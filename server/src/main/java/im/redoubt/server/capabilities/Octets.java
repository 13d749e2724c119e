package im.redoubt.server.capabilities;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Text as bytes, in the order of bytes (RFC 4790 section 9.3): Java's own order of strings differs beyond U+FFFF. */
final class Octets {
    static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    /** The same order for text. */
    static final Comparator<String> TEXT_ORDER = Comparator.comparing(Octets::of, ORDER);

    private Octets() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns {@code parts} one behind the other, from lesser to greater, and {@code end}. */
    static byte[] sorted(List<byte[]> parts, byte... end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.stream().sorted(ORDER).forEach(out::writeBytes);
        out.writeBytes(end);
        return out.toByteArray();
    }

    /** Returns {@code parts} one behind the other as they are. */
    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
