package im.redoubt.client.credential;

import im.redoubt.protocol.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.io.TempDir;

/** The contract, in a file under a passphrase. */
class PassphraseStoreTest extends CredentialStoreContract {
    @TempDir
    private Path directory;

    @Override
    CredentialStore open() {
        try (Secret passphrase = secret("correct horse")) {
            return EncryptedStore.open(EncryptedFile.open(
                    directory.resolve("store.p12"), new Pkcs12Vault(passphrase, new SecureRandom(), 1_000)));
        }
    }

    @Override
    void close(CredentialStore store) {
        ((EncryptedStore) store).close();
    }

    @Override
    boolean lasts() {
        return true;
    }
}
