package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.time.Instant;
import java.util.Optional;
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
     * Returns when the account was last remembered to sign in from there.
     *
     * @param account the account
     * @param source where from
     * @return when; empty if it is not remembered, or the account does not exist
     */
    CompletableFuture<Optional<Instant>> lastSeen(BareJid account, String source);
}
