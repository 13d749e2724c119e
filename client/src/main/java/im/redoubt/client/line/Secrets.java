package im.redoubt.client.line;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.KeyQuestion;
import java.util.Optional;

/** Answers what a negotiation asks about the account's secrets. */
public interface Secrets {
    /**
     * Returns the salted password, which may take long.
     *
     * @param question the hash, the salt and the iterations
     * @return the key, to be closed by the caller; empty if there is no password
     */
    Optional<Secret> key(KeyQuestion question);

    /**
     * Returns the password itself. It is asked for only where the context permits to send it, or the account is to be made.
     *
     * @return the password, to be closed by the caller; empty if there is none
     */
    Optional<Secret> password();

    /** Forgets the invitation of the context: the account was made with it. */
    void registered();

    /** Forgets the token of the context for good: the server refused it. */
    void dropToken();
}
