package im.redoubt.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The bytes of a sample, with other digits at its marks each time. */
final class Digits {
    private static final byte[] MARK = Sample.MARK.getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int[] marks;
    private int count;

    Digits(byte[] bytes) {
        this.bytes = bytes;
        this.marks = IntStream.rangeClosed(0, bytes.length - MARK.length)
                .filter(i -> Arrays.equals(bytes, i, i + MARK.length, MARK, 0, MARK.length))
                .toArray();
    }

    /** Returns the bytes; they are those of before with other digits. */
    ByteBuffer next() {
        count++;
        for (int mark : marks) {
            int rest = count;
            for (int i = mark + MARK.length - 1; i >= mark; i--) {
                bytes[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        return ByteBuffer.wrap(bytes);
    }
}
