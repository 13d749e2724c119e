package im.redoubt.things.pin;

import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What is kept of a PIN: its Argon2id (RFC 9106) under a salt of its own. A PIN has few bits, so whoever has this finds it in the end; the
 * cost is for the time until it is changed, and what really guards a PIN is {@link PinLock}.
 *
 * @param salt 16 random bytes
 * @param hash 32 bytes
 */
public record PinHash(Octets salt, Octets hash) {
    /** The memory that it takes, in KiB: what a device with a heap of 64 MB has to spare. */
    static final int MEMORY_KIB = 8_192;

    private static final int PASSES = 3;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** Checks the lengths. */
    public PinHash {
        if (salt.length() != SALT_BYTES || hash.length() != HASH_BYTES) {
            throw new IllegalArgumentException("a salt of 16 bytes and a hash of 32");
        }
    }

    /**
     * Takes a new PIN.
     *
     * @param pin one that {@link PinRules} has nothing against
     * @throws IllegalArgumentException if it has
     */
    public static PinHash of(Secret pin, SecureRandom random) {
        if (PinRules.against(pin).isPresent()) {
            throw new IllegalArgumentException("a PIN that is not taken");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PinHash(Octets.copyOf(salt), Octets.copyOf(derive(pin, salt)));
    }

    /** Returns whether this is the PIN; it takes the same time for every PIN that is not. */
    public boolean matches(Secret pin) {
        return MessageDigest.isEqual(derive(pin, salt.toByteArray()), hash.toByteArray());
    }

    private static byte[] derive(Secret pin, byte[] salt) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] digits = pin.reveal();
        byte[] hash = new byte[HASH_BYTES];
        try {
            argon2.generateBytes(digits, hash);
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
        return hash;
    }

    /** Returns that there is one. */
    @Override
    public String toString() {
        return "hash of a PIN";
    }
}
