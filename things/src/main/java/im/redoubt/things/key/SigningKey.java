package im.redoubt.things.key;

import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * The private key of a controller or a device (Ed25519, RFC 8032). It is made where it is used and never leaves it.
 *
 * <p>Guarantee: nothing but {@link #seed} gives it away, and {@link #close} erases it.
 */
public final class SigningKey implements AutoCloseable {
    private final Seed seed;
    private final VerifyingKey verifying;

    private SigningKey(Seed seed) {
        this.seed = seed;
        this.verifying = VerifyingKey.made(parameters().generatePublicKey().getEncoded());
    }

    /** Makes a new key. */
    public static SigningKey make(SecureRandom random) {
        return new SigningKey(Seed.make(random));
    }

    /**
     * Takes a key that {@link #seed} gave.
     *
     * @param seed 32 bytes; the caller still owns and closes it
     * @throws IllegalArgumentException if it is not 32 bytes long
     */
    public static SigningKey of(Secret seed) {
        return new SigningKey(Seed.of(seed));
    }

    /** Returns what others need to verify what this key signs. */
    public VerifyingKey verifying() {
        return verifying;
    }

    /** Returns a copy of the key for a store of secrets, to be closed by the caller. */
    public Secret seed() {
        return seed.copy();
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
        return seed.with(bytes -> new Ed25519PrivateKeyParameters(bytes, 0));
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
