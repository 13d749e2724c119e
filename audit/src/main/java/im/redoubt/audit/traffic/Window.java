package im.redoubt.audit.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What of a capture is in memory: from the place that is being read on, as far ahead as somebody has looked. */
final class Window {
    private static final int PIECE = 1 << 16;

    private final InputStream in;
    private byte[] bytes = new byte[2 * PIECE];
    private int from;
    private int to;
    private long line = 1;
    private long passed;
    private boolean ended;

    Window(InputStream in) {
        this.in = in;
    }

    /** Returns whether there is a byte so many bytes ahead. */
    boolean has(int ahead) throws IOException {
        while (to - from <= ahead && !ended) {
            fill();
        }
        return to - from > ahead;
    }

    /** Returns the byte so many bytes ahead, which must be there. */
    int at(int ahead) {
        return bytes[from + ahead] & 0xff;
    }

    /** Returns at most so many of the bytes ahead that are in memory. */
    ByteBuffer piece(int ahead, int most) {
        return ByteBuffer.wrap(bytes, from + ahead, Math.min(most, to - from - ahead));
    }

    /** Returns whether these characters, all of ASCII, come there. */
    boolean is(int ahead, String text) throws IOException {
        if (!has(ahead + text.length() - 1)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (at(ahead + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns how far ahead these characters first come before {@code end}, or -1. */
    int find(String text, int ahead, int end) throws IOException {
        for (int i = ahead; i < end && has(i); i++) {
            if (at(i) == text.charAt(0) && is(i, text)) {
                return i;
            }
        }
        return -1;
    }

    /** Goes on to the next byte that may begin an element in some encoding; returns whether there is one. */
    boolean toOpening() throws IOException {
        while (has(0)) {
            int start = from;
            while (from < to && !Encoding.mayOpen(bytes[from])) {
                line += bytes[from] == '\n' ? 1 : 0;
                from++;
            }
            passed += from - start;
            if (from < to) {
                return true;
            }
        }
        return false;
    }

    /** Goes on by so many bytes, which must be in memory. */
    void skip(int count) {
        line = line(count);
        from += count;
        passed += count;
    }

    /** Returns the line, from 1, so many bytes ahead. */
    long line(int ahead) {
        long found = line;
        for (int i = from; i < from + ahead; i++) {
            found += bytes[i] == '\n' ? 1 : 0;
        }
        return found;
    }

    /** Returns how many bytes were left behind. */
    long passed() {
        return passed;
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        if (bytes.length - to < PIECE) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int read = in.read(bytes, to, PIECE);
        ended = read < 0;
        to += Math.max(read, 0);
    }
}
