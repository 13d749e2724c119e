package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The vCards (XEP-0054), one for each account. */
public interface VCards {
    /**
     * Returns an account's vCard.
     *
     * @param account the account
     * @return what was put there; empty also if it is damaged, which is reported
     */
    CompletableFuture<Optional<Blob>> get(BareJid account);

    /**
     * Puts a vCard in the place of what was there.
     *
     * @param account the account
     * @param vCard the bytes to keep
     * @return done, or {@link Refusal#TOO_LARGE}; fails with {@link StoreProblem#NO_ACCOUNT}
     */
    CompletableFuture<Outcome<Blob>> put(BareJid account, Blob vCard);
}
