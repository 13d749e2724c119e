package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.util.concurrent.CompletableFuture;

/** Whom accounts hear. */
public interface Admissions {
    /**
     * Returns whom an account hears. A row that is damaged admits nobody; an account that has one still has a list.
     *
     * @param account the account, which need not exist
     * @return what it said last; {@link Admission#EVERYBODY} if it said nothing, or if there is no such account
     */
    CompletableFuture<Admission> load(BareJid account);

    /**
     * Returns whom an account blocks and whom it hears, by one question.
     *
     * @param account the account, which need not exist
     * @return what it says of others
     */
    CompletableFuture<KeptAway> keptAway(BareJid account);

    /**
     * Returns of both lists only what is about somebody: who writes to an account that is not there waits for it, and is to wait no
     * longer for a long list, nor have the server work more.
     *
     * @param account the account, which need not exist
     * @param other who writes
     * @return what it says of him; the rest is left out
     */
    CompletableFuture<KeptAway> keptAway(BareJid account, Jid other);

    /**
     * Takes the place of what an account said before, as a whole.
     *
     * @param account the account
     * @param admission what it says now
     * @return what is in force, or {@link Refusal#INVITATION_INVALID} if one of the tokens was shown already, or {@link
     *     Refusal#ADMISSION_FULL} if too many were; fails with {@link StoreProblem#NO_ACCOUNT}
     */
    CompletableFuture<Outcome<Admission>> replace(BareJid account, Admission admission);

    /**
     * Puts somebody on an account's list who shows a token, and ends its invitation; both or neither.
     *
     * @param account the account
     * @param token what he shows
     * @param guest who shows it
     * @param most how many the list may have
     * @return what is in force, or {@link Refusal#INVITATION_INVALID}, or {@link Refusal#ADMISSION_FULL}, by which the token is not
     *     used up
     */
    CompletableFuture<Outcome<Admission>> admit(BareJid account, TokenHash token, BareJid guest, int most);
}
