package im.redoubt.client.credential;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, in a file under a key of the platform's. */
class PlatformStoreTest extends CredentialStoreContract {
    @TempDir
    private Path directory;

    private final KeystoreAccess access = FakeAndroid.access("redoubt");

    @Override
    CredentialStore open() {
        return EncryptedStore.open(directory.resolve("store"), access);
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
