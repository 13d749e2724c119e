package im.redoubt.protocol.hash;

/**
 * One computation of SipHash-2-4 over whole words of 64 bits: whoever does not know the key can choose no two inputs of one hash.
 *
 * <p>Not thread-safe.
 */
public final class SipHash {
    private static final int CHARS_IN_A_WORD = Long.SIZE / Character.SIZE;

    private long v0;
    private long v1;
    private long v2;
    private long v3;

    /** Begins with a key of 128 bits, which are random and kept to oneself. */
    public SipHash(long key0, long key1) {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    /** Adds a word. */
    public SipHash add(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
        return this;
    }

    /** Adds characters and how many they are, so that those of two words cannot be moved from one into the other. */
    public SipHash add(CharSequence characters) {
        long word = 0;
        for (int i = 0; i < characters.length(); i++) {
            word = (word << Character.SIZE) | characters.charAt(i);
            if (i % CHARS_IN_A_WORD == CHARS_IN_A_WORD - 1) {
                add(word);
                word = 0;
            }
        }
        return add(word).add(characters.length());
    }

    /** Returns the hash, after which nothing can be added. */
    public long finish() {
        v2 ^= 0xff;
        for (int i = 0; i < 4; i++) {
            round();
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
