package im.redoubt.client.credential;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps credentials in an {@link EncryptedFile} (APP-01, APP-07): of what is kept, the names of the accounts neither, nothing is in the
 * file in clear. One store has the file open at a time; a second one, in another process too, is refused.
 */
public final class EncryptedStore implements CredentialStore, AutoCloseable {
    private final EncryptedFile file;
    private final Accounts accounts;

    EncryptedStore(EncryptedFile file) {
        this.file = file;
        this.accounts = new Accounts(new SecureRandom(), read());
    }

    /**
     * Opens a store, or begins an empty one if there is no file yet; that is written by the first change.
     *
     * @param file the file
     * @param passphrase what the user typed, or what a {@link KeyFile} holds; the caller still owns it
     * @return the store, to be closed by the caller
     * @throws CredentialException if the file cannot be opened; it stays as it is
     * @throws IllegalArgumentException if the passphrase has less than {@link EncryptedFile#LEAST_PASSPHRASE_BYTES} bytes
     */
    public static EncryptedStore open(Path file, Secret passphrase) {
        return open(EncryptedFile.open(file, passphrase));
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
        return open(EncryptedFile.open(file, access));
    }

    static EncryptedStore open(EncryptedFile file) {
        boolean opened = false;
        try {
            EncryptedStore store = new EncryptedStore(file);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private Map<BareJid, Credentials> read() {
        Optional<byte[]> kept = file.read();
        if (!kept.isPresent()) {
            return Map.of();
        }
        byte[] plain = kept.get();
        try {
            return CredentialFormat.read(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private void write(Map<BareJid, Credentials> all) {
        byte[] plain = CredentialFormat.write(all);
        try {
            file.replace(plain);
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
        file.close();
    }
}
