package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.concurrent.CompletableFuture;

/**
 * Where accounts signed in from before, so that their owners are not slowed by somebody else's failures. Only a hash of the
 * source is kept, and per account only the most recent ones.
 */
public interface KnownSources {
    /**
     * Remembers a source, and forgets the oldest beyond the quota.
     *
     * @param account the account that signed in
     * @param source where from, in a form that the caller keeps to, such as an address prefix
     * @return completes when it is on disk
     */
    CompletableFuture<Void> remember(BareJid account, String source);

    /**
     * Returns whether the account signed in from there before, as far as it is remembered.
     *
     * @param account the account
     * @param source where from
     * @return whether it is known; false for an account that does not exist
     */
    CompletableFuture<Boolean> knows(BareJid account, String source);
}
