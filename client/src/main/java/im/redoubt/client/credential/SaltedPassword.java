package im.redoubt.client.credential;

import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.IterationBounds;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.ScramHash;

/**
 * What SCRAM derives from a password (RFC 5802 section 3): it saves the derivation as long as the server keeps salt and iterations,
 * and signs in like the password, at servers that have the same of it.
 *
 * @param hash the hash
 * @param salt the salt
 * @param iterations the iterations
 * @param key the salted password, as long as the hash
 */
public record SaltedPassword(ScramHash hash, Octets salt, int iterations, Secret key) {
    /** The most bytes of a salt, as in SCRAM's own bounds. */
    public static final int MOST_SALT_BYTES = 128;

    /** Checks that the parts fit together. */
    public SaltedPassword {
        if (key.length() != hash.length()
                || salt.length() == 0
                || salt.length() > MOST_SALT_BYTES
                || iterations < IterationBounds.FLOOR
                || iterations > IterationBounds.CEILING) {
            throw new IllegalArgumentException("a salted password that does not fit " + hash.scheme());
        }
    }

    /** Returns whether it answers what the server asks. */
    public boolean answers(KeyQuestion question) {
        return question.hash() == hash
                && question.iterations() == iterations
                && Octets.copyOf(question.salt()).equals(salt);
    }
}
