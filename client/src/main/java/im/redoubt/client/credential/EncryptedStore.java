package im.redoubt.client.credential;

import im.redoubt.client.credential.CredentialException.Problem;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps credentials in an encrypted file (APP-01, APP-07).
 *
 * <p>Guarantee: nothing that is kept, the names of the accounts neither, is in the file in clear; a file that was cut off or changed, or
 * is opened by another passphrase, is refused and stays as it is. Each change replaces the file as a whole and waits until it is on the
 * disk, so that after a kill or a power failure there is the old file or the new one. File and lock are readable by their owner only, and
 * a file that others can read is refused. That somebody puts back an older file as a whole cannot be seen.
 *
 * <p>On desktops and servers the file is a PKCS#12 key store, encrypted by AES-256 under 600,000 iterations of PBKDF2 with HMAC-SHA-256
 * (PBES2); the passphrase is taken in Base64. Elsewhere a key of the platform's encrypts it.
 *
 * <p>One store has the file open at a time; a second one, in another process too, is refused.
 */
public final class EncryptedStore implements CredentialStore, AutoCloseable {
    /** The fewest bytes of a passphrase. */
    public static final int LEAST_PASSPHRASE_BYTES = 8;

    private final ReplacedFile file;
    private final Vault vault;
    private final Accounts accounts;
    private final DiskDirectory.Lock lock;

    EncryptedStore(Directory directory, String name, Vault vault, DiskDirectory.Lock lock) {
        this.file = new ReplacedFile(directory, name);
        this.vault = vault;
        this.lock = lock;
        this.accounts = new Accounts(new SecureRandom(), read());
    }

    /**
     * Opens a store, or begins an empty one if there is no file yet; that is written by the first change.
     *
     * @param file the file
     * @param passphrase what the user typed, or what a {@link KeyFile} holds; the caller still owns it
     * @return the store, to be closed by the caller
     * @throws CredentialException if the file cannot be opened; it stays as it is
     * @throws IllegalArgumentException if the passphrase has less than {@link #LEAST_PASSPHRASE_BYTES} bytes
     */
    public static EncryptedStore open(Path file, Secret passphrase) {
        if (passphrase.length() < LEAST_PASSPHRASE_BYTES) {
            throw new IllegalArgumentException("a passphrase of at least " + LEAST_PASSPHRASE_BYTES + " bytes");
        }
        return open(file, new Pkcs12Vault(passphrase, new SecureRandom()));
    }

    /**
     * Opens a store under a key of the platform's, or begins an empty one.
     *
     * @param file the file
     * @param access the key
     * @return the store, to be closed by the caller
     * @throws CredentialException if the file cannot be opened; it stays as it is
     */
    public static EncryptedStore open(Path file, KeystoreAccess access) {
        return open(file, new PlatformVault(access));
    }

    static EncryptedStore open(Path file, Vault vault) {
        Path absolute = file.toAbsolutePath();
        String name = Names.of(absolute);
        boolean opened = false;
        try {
            DiskDirectory directory = DiskDirectory.of(Names.parent(absolute));
            DiskDirectory.Lock lock = directory.lock(name);
            try {
                EncryptedStore store = new EncryptedStore(directory, name, vault, lock);
                opened = true;
                return store;
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new CredentialException(Problem.PLATFORM, file + " cannot be opened", e);
        } finally {
            if (!opened) {
                vault.close();
            }
        }
    }

    private Map<BareJid, Credentials> read() {
        Optional<byte[]> sealed = file.read();
        if (!sealed.isPresent()) {
            return Map.of();
        }
        byte[] plain = vault.open(sealed.get());
        try {
            return CredentialFormat.read(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private void write(Map<BareJid, Credentials> all) {
        byte[] plain = CredentialFormat.write(all);
        try {
            byte[] sealed = vault.seal(plain);
            if (sealed.length > DiskDirectory.MOST_BYTES) {
                throw new CredentialException(Problem.FULL, "the store would be larger than any may be");
            }
            file.replace(sealed);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    @Override
    public synchronized Optional<Credentials> find(BareJid account) {
        return accounts.find(account);
    }

    @Override
    public synchronized Credentials update(BareJid account, UnaryOperator<Credentials> change) {
        return accounts.update(account, change, this::write);
    }

    @Override
    public synchronized void forget(BareJid account) {
        accounts.forget(account, this::write);
    }

    /** Erases what is in memory, and lets others open the file. */
    @Override
    public synchronized void close() {
        accounts.close();
        vault.close();
        lock.close();
    }
}
