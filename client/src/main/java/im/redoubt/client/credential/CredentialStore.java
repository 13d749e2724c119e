package im.redoubt.client.credential;

import im.redoubt.protocol.address.BareJid;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps the credentials of accounts, and lets an application bring a store of its own.
 *
 * <p>The contract:
 *
 * <ol>
 *   <li>what {@link #update} returned is there for the next {@link #find}, in this process and, where the store lasts, in the
 *       next one, also after the process was killed;
 *   <li>an update happens as a whole or not at all: if the change throws, or the store cannot be written, nothing has changed;
 *   <li>updates happen one after the other, each from what the one before left;
 *   <li>what an update took away is gone from where the store keeps it: a password is nowhere once there is a token;
 *   <li>what is handed out is a copy, which its receiver closes; closing it changes nothing in the store.
 * </ol>
 */
public interface CredentialStore {
    /** The most accounts in one store. */
    int MOST_ACCOUNTS = 64;

    /**
     * Returns what is kept for an account.
     *
     * @param account the account
     * @return a copy, to be closed by the caller; nothing if the account was never updated
     * @throws CredentialException if the store cannot be read
     */
    Optional<Credentials> find(BareJid account);

    /**
     * Changes what is kept for an account.
     *
     * @param account the account; if nothing is kept for it, the change gets {@linkplain Credentials#installation a new
     *     installation} with nothing to sign in with
     * @param change makes the new value of the old one, or returns that, so that nothing is written; it does not use the store
     * @return a copy of the new value, to be closed by the caller
     * @throws CredentialException if the store cannot be written, or there are {@link #MOST_ACCOUNTS} already
     */
    Credentials update(BareJid account, UnaryOperator<Credentials> change);

    /**
     * Forgets an account, its installation too.
     *
     * @throws CredentialException if the store cannot be written
     */
    void forget(BareJid account);
}
