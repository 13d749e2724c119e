package im.redoubt.server.guard;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * A hash of addresses and names that nobody outside can predict: SipHash-2-4 with a key made at start.
 *
 * <p>With a known hash somebody could choose a name that shares its cells with a victim's.
 */
final class KeyedHash {

    private final long key0;
    private final long key1;

    KeyedHash(RandomGenerator random) {
        this.key0 = random.nextLong();
        this.key1 = random.nextLong();
    }

    static KeyedHash random() {
        return new KeyedHash(new SecureRandom());
    }

    long of(AddressKey address) {
        return new Sip(key0, key1)
                .add(address.bits())
                .add(address.prefixBits() + (address.v6() ? 256L : 0L))
                .finish();
    }

    long of(CharSequence name) {
        return add(new Sip(key0, key1), name).finish();
    }

    long of(CharSequence name, AddressKey address) {
        return add(new Sip(key0, key1), name)
                .add(address.bits())
                .add(address.prefixBits() + (address.v6() ? 256L : 0L))
                .finish();
    }

    private static Sip add(Sip sip, CharSequence name) {
        long word = 0;
        for (int i = 0; i < name.length(); i++) {
            word = (word << Character.SIZE) | name.charAt(i);
            if ((i & 3) == 3) {
                sip.add(word);
                word = 0;
            }
        }
        return sip.add(word).add(name.length());
    }

    /** The state of one computation, over whole words of 64 bits. */
    private static final class Sip {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        Sip(long key0, long key1) {
            v0 = key0 ^ 0x736f6d6570736575L;
            v1 = key1 ^ 0x646f72616e646f6dL;
            v2 = key0 ^ 0x6c7967656e657261L;
            v3 = key1 ^ 0x7465646279746573L;
        }

        Sip add(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
            return this;
        }

        long finish() {
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
}
