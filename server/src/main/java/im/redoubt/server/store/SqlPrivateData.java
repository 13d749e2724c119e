package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@link PrivateData} in SQL. */
final class SqlPrivateData implements PrivateData {
    private final Access access;

    SqlPrivateData(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<Optional<Blob>> get(BareJid account, String namespace, String name) {
        String key = key(namespace, name);
        return access.read(db -> AccountBlobs.get(db, account, AccountBlobs.PRIVATE_DATA, key, access.damage()));
    }

    @Override
    public CompletableFuture<Outcome<Blob>> put(BareJid account, String namespace, String name, Blob element) {
        String key = key(namespace, name);
        return access.change(Access.SMALL + element.size(), db -> {
            Backlog others = db.sql("""
                    SELECT COUNT(*), COALESCE(SUM(size), 0) FROM account_blob
                    WHERE account = ? AND kind = 1 AND name <> ?
                    """)
                    .address(account)
                    .text(key)
                    .first(row -> new Backlog(row.getInt(1), row.getLong(2)))
                    .orElse(Backlog.NONE);
            boolean fits = others.count() < access.quotas().privateElements()
                    && others.bytes() + AccountBlobs.size(key, element)
                            <= access.quotas().privateBytes();
            if (!fits) {
                return new Outcome.Refused<>(Refusal.PRIVATE_DATA_FULL);
            }
            AccountBlobs.put(db, account, AccountBlobs.PRIVATE_DATA, key, element);
            return new Outcome.Done<>(element);
        });
    }

    /** A local name has no brace in it, so two elements never share a key. */
    private static String key(String namespace, String name) {
        return '{' + namespace + '}' + name;
    }
}
