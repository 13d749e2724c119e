package im.redoubt.things.key;

import im.redoubt.client.extension.Octets;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** The public key of a controller or a device (Ed25519, RFC 8032). */
public final class VerifyingKey {
    /** The length of a signature, in bytes. */
    public static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE;

    private final Octets bytes;

    private VerifyingKey(Octets bytes) {
        this.bytes = bytes;
    }

    static VerifyingKey made(byte[] bytes) {
        return new VerifyingKey(Octets.copyOf(bytes));
    }

    /**
     * Takes a key that came from elsewhere.
     *
     * @param bytes the key as {@link #bytes} gave it
     * @return the key; nothing if it is none, or one of the few by which a signature of anything can be made
     */
    public static Optional<VerifyingKey> of(Octets bytes) {
        byte[] key = bytes.toByteArray();
        boolean right = key.length == Ed25519.PUBLIC_KEY_SIZE && Ed25519.validatePublicKeyFull(key, 0);
        return right ? Optional.of(new VerifyingKey(bytes)) : Optional.empty();
    }

    /** Returns the 32 bytes of the key. */
    public Octets bytes() {
        return bytes;
    }

    /** Returns whether a signature of a message was made with this key. */
    public boolean verifies(byte[] message, Octets signature) {
        byte[] signed = signature.toByteArray();
        return signed.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signed, 0, bytes.toByteArray(), 0, message, 0, message.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerifyingKey that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** Returns the first bytes of the key, in hexadecimal digits. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("key ");
        byte[] key = bytes.toByteArray();
        for (int i = 0; i < 4; i++) {
            text.append(Character.forDigit(key[i] >> 4 & 0xF, 16)).append(Character.forDigit(key[i] & 0xF, 16));
        }
        return text.toString();
    }
}
