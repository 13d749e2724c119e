package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@link VCards} in SQL. */
final class SqlVCards implements VCards {
    private static final String NO_NAME = "";

    private final Access access;

    SqlVCards(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<Optional<Blob>> get(BareJid account) {
        return access.read(db -> AccountBlobs.get(db, account, AccountBlobs.VCARD, NO_NAME, access.damage()));
    }

    @Override
    public CompletableFuture<Outcome<Blob>> put(BareJid account, Blob vCard) {
        if (vCard.size() > access.quotas().vCardBytes()) {
            return CompletableFuture.completedFuture(new Outcome.Refused<>(Refusal.TOO_LARGE));
        }
        return access.change(Access.SMALL + vCard.size(), db -> {
            AccountBlobs.put(db, account, AccountBlobs.VCARD, NO_NAME, vCard);
            return new Outcome.Done<>(vCard);
        });
    }
}
