package im.redoubt.server.guard;

import im.redoubt.protocol.hash.SipHash;
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
        return new SipHash(key0, key1)
                .add(address.bits())
                .add(address.prefixBits() + (address.v6() ? 256L : 0L))
                .finish();
    }

    long of(CharSequence name) {
        return new SipHash(key0, key1).add(name).finish();
    }

    long of(CharSequence name, AddressKey address) {
        return new SipHash(key0, key1)
                .add(name)
                .add(address.bits())
                .add(address.prefixBits() + (address.v6() ? 256L : 0L))
                .finish();
    }
}
