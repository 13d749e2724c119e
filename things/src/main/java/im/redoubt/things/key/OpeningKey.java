package im.redoubt.things.key;

import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/** The private half of a {@link SealingKey}. It is made where it is used and never leaves it; {@link #close} erases it. */
public final class OpeningKey implements AutoCloseable {
    private final Seed seed;
    private final SealingKey sealing;

    private OpeningKey(Seed seed) {
        this.seed = seed;
        HPKE hpke = SealingKey.hpke();
        this.sealing = SealingKey.of(
                        Octets.copyOf(hpke.serializePublicKey(pair(hpke).getPublic())))
                .orElseThrow(IllegalStateException::new);
    }

    /** Makes a new key. */
    public static OpeningKey make(SecureRandom random) {
        return new OpeningKey(Seed.make(random));
    }

    /**
     * Takes a key that {@link #seed} gave.
     *
     * @param seed 32 bytes; the caller still owns and closes it
     * @throws IllegalArgumentException if it is not 32 bytes long
     */
    public static OpeningKey of(Secret seed) {
        return new OpeningKey(Seed.of(seed));
    }

    /** Returns the key to which others seal. */
    public SealingKey sealing() {
        return sealing;
    }

    /** Returns a copy of the key for a store of secrets, to be closed by the caller. */
    public Secret seed() {
        return seed.copy();
    }

    /**
     * Opens what was sealed.
     *
     * @param sealed any bytes
     * @param purpose what it is for
     * @return what was sealed, to be closed by the caller; nothing if it was sealed to another key, for something else, or not at all
     */
    public Optional<Secret> open(Octets sealed, byte[] purpose) {
        byte[] whole = sealed.toByteArray();
        if (whole.length < SealingKey.OVERHEAD_BYTES) {
            return Optional.empty();
        }
        byte[] encapsulated = Arrays.copyOf(whole, SealingKey.BYTES);
        byte[] cipher = Arrays.copyOfRange(whole, SealingKey.BYTES, whole.length);
        HPKE hpke = SealingKey.hpke();
        try {
            byte[] plain = hpke.open(
                    encapsulated,
                    pair(hpke),
                    purpose,
                    SealingKey.NOTHING,
                    cipher,
                    SealingKey.NOTHING,
                    SealingKey.NOTHING,
                    null);
            try {
                return Optional.of(Secret.copyOf(plain));
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException notSealedSo) {
            return Optional.empty();
        }
    }

    private AsymmetricCipherKeyPair pair(HPKE hpke) {
        return seed.with(hpke::deriveKeyPair);
    }

    @Override
    public void close() {
        seed.close();
    }

    /** Returns what it is, never the key. */
    @Override
    public String toString() {
        return "opening key";
    }
}
