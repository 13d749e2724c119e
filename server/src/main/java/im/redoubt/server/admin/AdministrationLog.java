package im.redoubt.server.admin;

import im.redoubt.protocol.address.Jid;

/** Told of everything that administration does, for the security events. Must not block for long. */
@FunctionalInterface
public interface AdministrationLog {
    /**
     * Something was done.
     *
     * @param action what
     * @param target the account or session it was done to, or the domain for invitations and imports
     * @param count how many accounts or sessions it concerned
     */
    void done(Action action, Jid target, int count);

    /** What can be done. */
    enum Action {
        /** An account was made. */
        ACCOUNT_ADDED,
        /** Accounts were made from a list. */
        ACCOUNTS_IMPORTED,
        /** An account was deleted. */
        ACCOUNT_REMOVED,
        /** A password was replaced. */
        PASSWORD_CHANGED,
        /** Sessions were ended. */
        SESSIONS_ENDED,
        /** Clients lost their tokens. */
        CLIENTS_REVOKED,
        /** An invitation was issued. */
        INVITATION_ISSUED,
        /** A message that was kept aside was read. */
        MESSAGE_SHOWN,
        /** A message that was kept aside was delivered. */
        MESSAGE_RELEASED,
        /** A message that was kept aside was forgotten. */
        MESSAGE_DROPPED
    }
}
