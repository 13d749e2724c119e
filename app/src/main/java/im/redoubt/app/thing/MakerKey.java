package im.redoubt.app.thing;

import im.redoubt.client.credential.EncryptedFile;
import im.redoubt.protocol.Secret;
import im.redoubt.things.key.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** The key by which a maker of devices signs programs, in an encrypted file of its own. */
public final class MakerKey {
    private MakerKey() {}

    /**
     * Makes one.
     *
     * @param file the file
     * @param passphrase what the file is encrypted by; the caller still owns it
     * @return the key, to be closed by the caller; nothing if there is one already, which stays
     * @throws im.redoubt.client.ClientException if the file cannot be read or written; the message says what to do
     */
    public static Optional<SigningKey> make(Path file, Secret passphrase) {
        try (EncryptedFile kept = EncryptedFile.open(file, passphrase)) {
            Optional<byte[]> there = kept.read();
            if (there.isPresent()) {
                Arrays.fill(there.get(), (byte) 0);
                return Optional.empty();
            }
            SigningKey key = SigningKey.make(new SecureRandom());
            try (Secret seed = key.seed()) {
                byte[] bytes = seed.reveal();
                kept.replace(bytes);
                Arrays.fill(bytes, (byte) 0);
            }
            return Optional.of(key);
        }
    }

    /**
     * Reads one.
     *
     * @param file the file
     * @param passphrase what it was encrypted by; the caller still owns it
     * @return the key, to be closed by the caller; nothing if there is none
     * @throws im.redoubt.client.ClientException if the file cannot be read, or by this passphrase; the message says what to do
     */
    public static Optional<SigningKey> read(Path file, Secret passphrase) {
        try (EncryptedFile kept = EncryptedFile.open(file, passphrase)) {
            return kept.read().map(MakerKey::key);
        }
    }

    private static SigningKey key(byte[] bytes) {
        try (Secret seed = Secret.copyOf(bytes)) {
            return SigningKey.of(seed);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
