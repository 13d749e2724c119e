package im.redoubt.xml;

/**
 * Decodes UTF-8 (RFC 3629) byte by byte and refuses what is not the one form of a character: overlong forms, surrogates,
 * numbers above U+10FFFF, stray and missing continuation bytes, and the two code points that are no XML characters.
 * A character cut in the middle is held as a number, never as bytes.
 */
final class Utf8 {
    /** The character goes on. */
    static final int PENDING = -1;

    private int codePoint;
    private int needed;
    private int lower = 0x80;
    private int upper = 0xBF;

    /** Returns whether the last byte left a character unfinished. */
    boolean pending() {
        return needed > 0;
    }

    /** Returns the length of a legal code point in bytes. */
    static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** Takes a run of bytes up to {@code to} or the first ASCII byte after a whole character; returns where it ends. */
    int run(byte[] bytes, int from, int to) {
        int p = from;
        while (p < to && (needed > 0 || bytes[p] < 0)) {
            // Two bytes at once are most of Latin, Greek, Cyrillic, Arabic and Hebrew.
            if (needed == 0
                    && p + 1 < to
                    && (bytes[p] & 0xE0) == 0xC0
                    && bytes[p] >= (byte) 0xC2
                    && bytes[p + 1] < (byte) 0xC0) {
                p += 2;
            } else {
                push(bytes[p++]);
            }
        }
        return p;
    }

    /** Returns where the run of longer characters at {@code from} ends, or -1 if one of them is wrong or cut. */
    static int end(byte[] bytes, int from, int to) {
        Utf8 utf8 = new Utf8();
        try {
            int end = utf8.run(bytes, from, to);
            return utf8.pending() ? -1 : end;
        } catch (Refusal wrong) {
            return -1;
        }
    }

    /** Takes one byte and returns the code point that it completes, or {@link #PENDING}. */
    int push(byte next) {
        int b = next & 0xFF;
        if (needed == 0) {
            lead(b);
            return PENDING;
        }
        if (b < lower || b > upper) {
            throw Refusal.malformed("bytes that are not UTF-8");
        }
        lower = 0x80;
        upper = 0xBF;
        codePoint = (codePoint << 6) + (b & 0x3F);
        if (--needed > 0) {
            return PENDING;
        }
        if (codePoint == 0xFFFE || codePoint == 0xFFFF) {
            throw Refusal.malformed("a code point that is no character of XML");
        }
        return codePoint;
    }

    private void lead(int b) {
        if (b >= 0xC2 && b <= 0xDF) {
            needed = 1;
            codePoint = b & 0x1F;
        } else if (b >= 0xE0 && b <= 0xEF) {
            needed = 2;
            codePoint = b & 0x0F;
            lower = b == 0xE0 ? 0xA0 : 0x80;
            upper = b == 0xED ? 0x9F : 0xBF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            needed = 3;
            codePoint = b & 0x07;
            lower = b == 0xF0 ? 0x90 : 0x80;
            upper = b == 0xF4 ? 0x8F : 0xBF;
        } else {
            throw Refusal.malformed("bytes that are not UTF-8");
        }
    }
}
