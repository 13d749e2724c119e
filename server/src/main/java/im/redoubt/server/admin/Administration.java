package im.redoubt.server.admin;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.store.ImportedAccount;
import java.util.List;
import java.util.Optional;

/**
 * What an operator can do. Every method blocks until its result is durable, and throws {@link AdministrationException}
 * with a message that says what to do when it cannot be done.
 */
public interface Administration {
    /** Accounts that {@link #importAccounts} takes, and {@link #listAccounts} gives, at once. */
    int BATCH = 256;

    /** Returns the domain whose accounts are administered. */
    BareJid domain();

    /**
     * Makes an account.
     *
     * @param draft what to make; the caller closes it
     * @throws AdministrationException {@code ACCOUNT_EXISTS}
     */
    void addAccount(AccountDraft draft);

    /**
     * Makes many accounts, each by itself: one that is refused does not hinder the others.
     *
     * @param drafts at most {@link #BATCH}; the caller closes them
     * @return for each draft, in order, why it was refused; empty where it was made
     */
    List<Optional<AdministrationProblem>> importAccounts(List<AccountDraft> drafts);

    /**
     * Makes accounts with what another server kept of their passwords, each by itself. What they lack their clients add (XEP-0480).
     *
     * @param accounts at most {@link #BATCH}
     * @return for each, in order, why it was refused; empty where it was made
     */
    List<Optional<AdministrationProblem>> importVerifiers(List<ImportedAccount> accounts);

    /**
     * Deletes an account with everything that is kept for it, and ends its sessions.
     *
     * @param account its address
     * @throws AdministrationException {@code NO_ACCOUNT}
     */
    void removeAccount(BareJid account);

    /**
     * Lists accounts in a fixed order.
     *
     * @param after only those after this one; empty for the first page
     * @param limit how many at most, 1 to {@link #BATCH}
     * @return a page; shorter than {@code limit} when it is the last
     */
    List<AccountEntry> listAccounts(Optional<BareJid> after, int limit);

    /**
     * Replaces the password of an account, and ends its sessions.
     *
     * @param account its address
     * @param password the prepared password; the caller closes it
     * @param oldClients whether it can sign in with SCRAM-SHA-1 from now on
     * @throws AdministrationException {@code NO_ACCOUNT}
     */
    void changePassword(BareJid account, Secret password, OldClients oldClients);

    /**
     * Lists the sessions of this moment.
     *
     * @param account only those of this account, if given
     * @return the sessions; none while the service is stopped
     */
    List<SessionEntry> listSessions(Optional<BareJid> account);

    /**
     * Ends sessions.
     *
     * @param address a full address for one session, a bare one for all of an account
     * @return how many were ended
     */
    int endSessions(Jid address);

    /**
     * Lists the clients that can get at an account (XEP-0494).
     *
     * @param account its address
     * @return the clients, the one seen last first
     */
    List<ClientEntry> listClients(BareJid account);

    /**
     * Takes the tokens of one client or of all, and ends their sessions. Who had the password keeps it.
     *
     * @param account its address
     * @param id the client; empty for all of the account
     * @return how many clients it concerned
     */
    int revokeClients(BareJid account, Optional<String> id);

    /**
     * Issues an invitation to make one account.
     *
     * @param name the localpart that the account must have; empty lets the invited choose
     * @return the invitation; its token cannot be had again
     */
    InvitationLink invite(Optional<String> name);

    /**
     * Sends a test in all ways of a rule that tells the operator of security events.
     *
     * @param rule the name of the rule
     * @return what became of it in each way
     * @throws AdministrationException {@code NOT_RUNNING}, or {@code BAD_REQUEST} if there is no such rule
     */
    List<AlertTrial> testAlert(RuleName rule);

    /** Returns what can be done about filters and what they keep aside. */
    FilterAdministration filters();
}
