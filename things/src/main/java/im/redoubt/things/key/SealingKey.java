package im.redoubt.things.key;

import im.redoubt.client.extension.Octets;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.jspecify.annotations.Nullable;

/** The public key to which others seal what only its owner is to read (RFC 9180: X25519, HKDF with SHA-256, AES-256 in GCM). */
public final class SealingKey {
    /** How much longer what is sealed is, in bytes. */
    public static final int OVERHEAD_BYTES = 32 + 16;

    static final int BYTES = 32;
    static final byte[] NOTHING = new byte[0];

    private final Octets bytes;

    private SealingKey(Octets bytes) {
        this.bytes = bytes;
    }

    static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    /**
     * Takes a key that came from elsewhere.
     *
     * @param bytes the key as {@link #bytes} gave it
     * @return the key; nothing if it is none
     */
    public static Optional<SealingKey> of(Octets bytes) {
        return bytes.length() == BYTES ? Optional.of(new SealingKey(bytes)) : Optional.empty();
    }

    /** Returns the 32 bytes of the key. */
    public Octets bytes() {
        return bytes;
    }

    /**
     * Seals.
     *
     * @param plain what is sealed; the caller erases it
     * @param purpose what it is for, which whoever opens it must say again
     * @return {@link #OVERHEAD_BYTES} more than there were
     * @throws IllegalArgumentException if this is one of the few keys to which nothing can be sealed
     */
    public Octets seal(byte[] plain, byte[] purpose) {
        HPKE hpke = hpke();
        try {
            byte[][] sealed = hpke.seal(
                    hpke.deserializePublicKey(bytes.toByteArray()), purpose, NOTHING, plain, NOTHING, NOTHING, null);
            byte[] whole = Arrays.copyOf(sealed[1], sealed[1].length + sealed[0].length);
            System.arraycopy(sealed[0], 0, whole, sealed[1].length, sealed[0].length);
            return Octets.copyOf(whole);
        } catch (InvalidCipherTextException | IllegalStateException e) {
            throw new IllegalArgumentException("a key to which nothing can be sealed", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SealingKey that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** Returns what it is. */
    @Override
    public String toString() {
        return "sealing key";
    }
}
