package im.redoubt.testkit.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text as bytes, among which may be some that no text has: the characters U+F700 to U+F7FF stand for the bytes 00 to FF. */
final class Octets {
    private static final char FIRST = 0xf700;

    private Octets() {}

    /** Returns the text that stands for these bytes. */
    static String raw(int... bytes) {
        StringBuilder text = new StringBuilder();
        for (int one : bytes) {
            text.append((char) (FIRST + one));
        }
        return text.toString();
    }

    static byte[] of(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            int octet = text.charAt(i) - FIRST;
            if (octet >= 0 && octet <= 0xff) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(octet);
                from = i + 1;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
