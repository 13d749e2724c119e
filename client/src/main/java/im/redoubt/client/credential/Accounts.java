package im.redoubt.client.credential;

import im.redoubt.client.credential.CredentialException.Problem;
import im.redoubt.protocol.address.BareJid;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The accounts of a store in memory. A change is kept once somebody has written it down. */
final class Accounts implements AutoCloseable {
    private final SecureRandom random;
    private final Map<BareJid, Credentials> kept;
    private boolean closed;

    /** Takes over what is kept. */
    Accounts(SecureRandom random, Map<BareJid, Credentials> kept) {
        this.random = random;
        this.kept = new HashMap<>(kept);
    }

    Optional<Credentials> find(BareJid account) {
        requireOpen();
        return Optional.ofNullable(kept.get(account)).map(Credentials::copy);
    }

    /** Changes one; {@code written} gets all of them as they will be, and throws if they cannot be written. */
    Credentials update(
            BareJid account, UnaryOperator<Credentials> change, Consumer<Map<BareJid, Credentials>> written) {
        requireOpen();
        Credentials old = kept.get(account);
        if (account.isDomain() || (old == null && kept.size() == CredentialStore.MOST_ACCOUNTS)) {
            throw new CredentialException(
                    Problem.FULL,
                    "a store has at most " + CredentialStore.MOST_ACCOUNTS + " accounts, and no domain is one");
        }
        try (Credentials before = old == null ? Credentials.fresh(random) : old.copy();
                Credentials changed = change.apply(before)) {
            if (changed == before && old != null) {
                return old.copy(); // nothing to write down
            }
            Credentials after = changed.copy();
            Map<BareJid, Credentials> all = new TreeMap<>(kept);
            all.put(account, after);
            writeOrClose(written, all, after);
            kept.put(account, after);
            if (old != null) {
                old.close();
            }
            return after.copy();
        }
    }

    void forget(BareJid account, Consumer<Map<BareJid, Credentials>> written) {
        requireOpen();
        Credentials old = kept.get(account);
        if (old != null) {
            Map<BareJid, Credentials> all = new TreeMap<>(kept);
            all.remove(account);
            written.accept(all);
            kept.remove(account);
            old.close();
        }
    }

    private static void writeOrClose(
            Consumer<Map<BareJid, Credentials>> written, Map<BareJid, Credentials> all, Credentials after) {
        boolean done = false;
        try {
            written.accept(all);
            done = true;
        } finally {
            if (!done) {
                after.close();
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new CredentialException(Problem.CLOSED, "the store was closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        kept.values().forEach(Credentials::close);
        kept.clear();
    }
}
