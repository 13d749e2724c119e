package im.redoubt.client.credential;

import im.redoubt.protocol.address.BareJid;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps credentials in memory, until it is closed. */
public final class EphemeralStore implements CredentialStore, AutoCloseable {
    private final Accounts accounts;

    /** Makes an empty one. */
    public EphemeralStore() {
        this.accounts = new Accounts(new SecureRandom(), Map.of());
    }

    @Override
    public synchronized Optional<Credentials> find(BareJid account) {
        return accounts.find(account);
    }

    @Override
    public synchronized Credentials update(BareJid account, UnaryOperator<Credentials> change) {
        return accounts.update(account, change, all -> {});
    }

    @Override
    public synchronized void forget(BareJid account) {
        accounts.forget(account, all -> {});
    }

    /** Erases everything. */
    @Override
    public synchronized void close() {
        accounts.close();
    }
}
