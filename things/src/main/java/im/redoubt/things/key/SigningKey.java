package im.redoubt.things.key;

import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * The private key of a controller or a device (Ed25519, RFC 8032). It is made where it is used and never leaves it.
 *
 * <p>Guarantee: nothing but {@link #seed} gives it away, and {@link #close} erases it.
 */
public final class SigningKey implements AutoCloseable {
    private static final int SEED_BYTES = 32;

    private final Secret seed;
    private final VerifyingKey verifying;

    private SigningKey(Secret seed) {
        this.seed = seed;
        this.verifying = VerifyingKey.made(parameters().generatePublicKey().getEncoded());
    }

    /** Makes a new key. */
    public static SigningKey make(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        try {
            return new SigningKey(Secret.copyOf(seed));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /**
     * Takes a key that {@link #seed} gave.
     *
     * @param seed 32 bytes; the caller still owns and closes it
     * @throws IllegalArgumentException if it is not 32 bytes long
     */
    public static SigningKey of(Secret seed) {
        byte[] bytes = seed.reveal();
        try {
            if (bytes.length != SEED_BYTES) {
                throw new IllegalArgumentException("a key is of " + SEED_BYTES + " bytes");
            }
            return new SigningKey(Secret.copyOf(bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Returns what others need to verify what this key signs. */
    public VerifyingKey verifying() {
        return verifying;
    }

    /** Returns a copy of the key for a store of secrets, to be closed by the caller. */
    public Secret seed() {
        byte[] bytes = seed.reveal();
        try {
            return Secret.copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Signs a message.
     *
     * @param message the message
     * @return 64 bytes
     */
    public Octets sign(byte[] message) {
        byte[] signature = new byte[Ed25519PrivateKeyParameters.SIGNATURE_SIZE];
        parameters().sign(0, null, message, 0, message.length, signature, 0);
        return Octets.copyOf(signature);
    }

    private Ed25519PrivateKeyParameters parameters() {
        byte[] bytes = seed.reveal();
        try {
            return new Ed25519PrivateKeyParameters(bytes, 0);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public void close() {
        seed.close();
    }

    /** Returns whose key it is, never the key. */
    @Override
    public String toString() {
        return "private key of " + verifying;
    }
}
