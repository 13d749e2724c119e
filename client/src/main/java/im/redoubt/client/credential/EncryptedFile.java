package im.redoubt.client.credential;

import im.redoubt.client.credential.CredentialException.Problem;
import im.redoubt.protocol.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A file whose contents are encrypted and replaced as a whole (APP-07).
 *
 * <p>Guarantee: nothing of what is kept is in the file in clear; a file that was cut off or changed, or is opened by another passphrase, is
 * refused and stays as it is. Each change waits until it is on the disk, so that after a kill or a power failure there is what was there
 * before or what was written. File and lock are readable by their owner only, and a file that others can read is refused. That somebody puts
 * back an older file as a whole cannot be seen.
 *
 * <p>On desktops and servers the file is a PKCS#12 key store, encrypted by AES-256 under 600,000 iterations of PBKDF2 with HMAC-SHA-256
 * (PBES2); the passphrase is taken in Base64. Elsewhere a key of the platform's encrypts it.
 *
 * <p>One has the file open at a time; a second one, in another process too, is refused. One thread at a time.
 */
public final class EncryptedFile implements AutoCloseable {
    /** The fewest bytes of a passphrase. */
    public static final int LEAST_PASSPHRASE_BYTES = 8;

    private final ReplacedFile file;
    private final Vault vault;
    private final DiskDirectory.Lock lock;

    EncryptedFile(Directory directory, String name, Vault vault, DiskDirectory.Lock lock) {
        this.file = new ReplacedFile(directory, name);
        this.vault = vault;
        this.lock = lock;
    }

    /**
     * Opens a file, which need not be there yet; the first {@link #replace} makes it.
     *
     * @param file the file
     * @param passphrase what the user typed, or what a {@link KeyFile} holds; the caller still owns it
     * @return the file, to be closed by the caller
     * @throws CredentialException if it cannot be opened
     * @throws IllegalArgumentException if the passphrase has less than {@link #LEAST_PASSPHRASE_BYTES} bytes
     */
    public static EncryptedFile open(Path file, Secret passphrase) {
        if (passphrase.length() < LEAST_PASSPHRASE_BYTES) {
            throw new IllegalArgumentException("a passphrase of at least " + LEAST_PASSPHRASE_BYTES + " bytes");
        }
        return open(file, new Pkcs12Vault(passphrase, new SecureRandom()));
    }

    /**
     * Opens a file under a key of the platform's.
     *
     * @param file the file
     * @param access the key
     * @return the file, to be closed by the caller
     * @throws CredentialException if it cannot be opened
     */
    public static EncryptedFile open(Path file, KeystoreAccess access) {
        return open(file, new PlatformVault(access));
    }

    static EncryptedFile open(Path file, Vault vault) {
        Path absolute = file.toAbsolutePath();
        String name = Names.of(absolute);
        boolean opened = false;
        try {
            DiskDirectory directory = DiskDirectory.of(Names.parent(absolute));
            DiskDirectory.Lock lock = directory.lock(name);
            opened = true;
            return new EncryptedFile(directory, name, vault, lock);
        } catch (IOException e) {
            throw new CredentialException(Problem.PLATFORM, file + " cannot be opened", e);
        } finally {
            if (!opened) {
                vault.close();
            }
        }
    }

    /**
     * Returns what was last written, which the caller erases; nothing if the file is not there.
     *
     * @throws CredentialException if it cannot be read; it stays as it is
     */
    public Optional<byte[]> read() {
        return file.read().map(vault::open);
    }

    /**
     * Replaces what is in it; when this returns, it is on the disk.
     *
     * @param plain what is written; the caller erases it
     * @throws CredentialException if it cannot be written: then what was there before still is
     */
    public void replace(byte[] plain) {
        byte[] sealed = vault.seal(plain);
        if (sealed.length > DiskDirectory.MOST_BYTES) {
            throw new CredentialException(Problem.FULL, "the file would be larger than any may be");
        }
        file.replace(sealed);
    }

    /** Erases the keys in memory, and lets others open the file. */
    @Override
    public void close() {
        vault.close();
        lock.close();
    }
}
