package im.redoubt.client.credential;

class EphemeralStoreTest extends CredentialStoreContract {
    @Override
    CredentialStore open() {
        return new EphemeralStore();
    }

    @Override
    void close(CredentialStore store) {
        ((EphemeralStore) store).close();
    }

    @Override
    boolean lasts() {
        return false;
    }
}
