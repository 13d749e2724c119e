package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The invitations to create an account. */
public interface Invitations {
    /**
     * Issues an invitation.
     *
     * @param issuer who issues it; empty for the operator
     * @param validity how long it holds
     * @param uses how many accounts may be made with it, at least 1
     * @param name the localpart that the account must have, if it is for a certain one
     * @return its token, which cannot be had again; fails with {@link StoreProblem#NO_ACCOUNT} if the issuer is none
     */
    CompletableFuture<InvitationToken> issue(
            Optional<BareJid> issuer, Duration validity, int uses, Optional<String> name);

    /**
     * Returns the invitation of a token.
     *
     * @param token what somebody presents
     * @return the invitation, or empty if it is unknown, used up or expired
     */
    CompletableFuture<Optional<Invitation>> find(InvitationToken token);

    /**
     * Uses an invitation and creates the account, both or neither.
     *
     * @param token what somebody presents
     * @param account the account to create
     * @return the account, or {@link Refusal#INVITATION_INVALID} or {@link Refusal#ACCOUNT_EXISTS}
     */
    CompletableFuture<Outcome<Account>> redeem(InvitationToken token, NewAccount account);

    /**
     * Deletes the invitations that expired or are used up.
     *
     * @return how many went
     */
    CompletableFuture<Integer> purge();
}
