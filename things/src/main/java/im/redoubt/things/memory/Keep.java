package im.redoubt.things.memory;

import im.redoubt.client.credential.EncryptedFile;
import im.redoubt.protocol.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where something is kept over restarts. What {@link #replace} has written is there when it returns, even if the power goes at once; if the
 * power goes before, there is what was there before.
 */
public interface Keep extends AutoCloseable {
    /** Returns what was written last, which the caller erases; nothing if there was nothing yet. */
    Optional<byte[]> read();

    /**
     * Writes in place of what is there.
     *
     * @param bytes what is written; the caller erases it
     * @throws im.redoubt.client.ClientException if it cannot be written, and what was there still is
     */
    void replace(byte[] bytes);

    @Override
    void close();

    /**
     * Returns a file that is encrypted.
     *
     * @param file the file
     * @param passphrase what a {@link im.redoubt.client.credential.KeyFile} holds; the caller still owns it
     */
    static Keep in(Path file, Secret passphrase) {
        EncryptedFile kept = EncryptedFile.open(file, passphrase);
        return new Keep() {
            @Override
            public Optional<byte[]> read() {
                return kept.read();
            }

            @Override
            public void replace(byte[] bytes) {
                kept.replace(bytes);
            }

            @Override
            public void close() {
                kept.close();
            }
        };
    }
}
