package im.redoubt.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes in memory that grow as they are written. Not thread-safe. */
public final class XmlBuffer implements XmlSink {
    private static final int DEFAULT_CAPACITY = 256;

    private byte[] bytes;
    private int size;

    /** Makes an empty buffer with room for a small stanza. */
    public XmlBuffer() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * Makes an empty buffer.
     *
     * @param capacity bytes that fit before it grows for the first time, 0 or more
     */
    public XmlBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    @Override
    public void write(int b) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        if (length > bytes.length - size) {
            grow(length);
        }
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Returns the number of bytes written. */
    public int size() {
        return size;
    }

    /** Forgets what was written and keeps the room. */
    public void clear() {
        size = 0;
    }

    /** Appends what was written to {@code sink}. */
    public void writeTo(XmlSink sink) {
        sink.write(bytes, 0, size);
    }

    /** Returns a copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Returns what was written, read as UTF-8. */
    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    /** Returns the array inside, of which the first {@link #size} bytes count. */
    byte[] array() {
        return bytes;
    }

    /** Drops everything from {@code length} on. */
    void truncate(int length) {
        size = length;
    }

    /** Appends the UTF-8 form of a legal code point. */
    void writeCodePoint(int codePoint) {
        if (codePoint < 0x80) {
            write(codePoint);
        } else if (codePoint < 0x800) {
            write(0xC0 + (codePoint >> 6));
            continuation(codePoint);
        } else {
            if (codePoint < 0x10000) {
                write(0xE0 + (codePoint >> 12));
            } else {
                write(0xF0 + (codePoint >> 18));
                continuation(codePoint >> 12);
            }
            continuation(codePoint >> 6);
            continuation(codePoint);
        }
    }

    private void continuation(int bits) {
        write(0x80 + (bits & 0x3F));
    }

    private void grow(int more) {
        long wanted = Math.max((long) size + more, bytes.length + (bytes.length >> 1) + 16L);
        if ((long) size + more > Integer.MAX_VALUE - 16) {
            throw new IllegalStateException("more than 2 GiB of XML");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
    }
}
