package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * The clients that can get at an account, and their tokens (XEP-0484, XEP-0494). A change of the password forgets them all, in the
 * same transaction, and so does the removal of the account.
 *
 * <p>A client has two places for tokens: the one in use, and one that was handed out after it. The one in use stays good until
 * the other one was used (XEP-0484 section 3.5).
 */
public interface ClientAccess {
    /**
     * Notes that a client signed in. Beyond the most that may be, the client that was not seen for longest is forgotten with its tokens.
     *
     * @param account the account
     * @param sighting the client; once it had the password, that stays so
     * @param most how many clients an account may have, at least 1
     * @return completes when it is on disk; fails with {@link StoreProblem#NO_ACCOUNT} if there is no such account
     */
    CompletableFuture<Void> seen(BareJid account, ClientSighting sighting, int most);

    /**
     * Returns the tokens of a client, the newest first, also those that have expired.
     *
     * @param account an account that may or may not exist
     * @param client the client
     * @return two at most
     */
    CompletableFuture<List<StoredToken>> tokens(BareJid account, ClientKey client);

    /**
     * Keeps a token that is about to be handed out, in place of one that was handed out and never used.
     *
     * @param account the account
     * @param client a client that was seen
     * @param token the token
     * @param current asked behind all that was stored before: whether it may still be kept
     * @return whether it is kept; false if it may not, or the client is not known any more
     */
    CompletableFuture<Boolean> issue(BareJid account, ClientKey client, StoredToken token, BooleanSupplier current);

    /**
     * Uses a token. From then on all older ones of the client are gone. Whatever was revoked before is not used.
     *
     * @param account the account
     * @param client the client
     * @param serial which token
     * @param count the count that came with it; it must be above all that came before, and may not be missing once there was one
     * @return whether it could be used
     */
    CompletableFuture<Boolean> use(BareJid account, ClientKey client, TokenSerial serial, OptionalLong count);

    /** Forgets one token. Returns whether there was one. */
    CompletableFuture<Boolean> invalidate(BareJid account, ClientKey client, TokenSerial serial);

    /** Returns the clients of an account, the one seen last first. */
    CompletableFuture<List<KnownClient>> list(BareJid account);

    /**
     * Forgets the tokens of a client, and the client, unless it had the password: that one can still get at the account, and is
     * remembered as one that can.
     *
     * @param account the account
     * @param client the client
     * @return whether it was known
     */
    CompletableFuture<Boolean> revoke(BareJid account, ClientKey client);

    /**
     * Does so with all clients of an account, but one.
     *
     * @param account the account
     * @param but the client to keep, if any
     * @return how many lost tokens
     */
    CompletableFuture<Integer> revokeOthers(BareJid account, Optional<ClientKey> but);

    /**
     * Forgets tokens that have expired, and clients without tokens that were not seen lately.
     *
     * @param seenBefore clients that were last seen before this moment go
     * @return how many tokens and clients went
     */
    CompletableFuture<Integer> purge(Instant seenBefore);
}
