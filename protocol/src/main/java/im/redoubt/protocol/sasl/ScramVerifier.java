package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server keeps of a password: RFC 5802 section 3. It proves a password and answers one, but is not one.
 *
 * <p>Guarantee: never printed, compared in constant time, and a decoy can neither verify nor be stored.
 */
public final class ScramVerifier {
    /** The bytes of a salt of ours, and of every decoy. */
    public static final int SALT_BYTES = 16;

    /** The shortest salt that is accepted, in bytes. */
    public static final int SHORTEST_SALT = 8;

    /** The longest salt that is accepted, in bytes. */
    public static final int LONGEST_SALT = 64;

    private final ScramHash hash;
    private final int iterations;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;
    private final boolean decoy;

    private ScramVerifier(
            ScramHash hash, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey, boolean decoy) {
        if (!IterationBounds.DEFAULT.admits(iterations)) {
            throw new IllegalArgumentException("iterations out of bounds: " + iterations);
        }
        if (salt.length < SHORTEST_SALT || salt.length > LONGEST_SALT) {
            throw new IllegalArgumentException("a salt of " + salt.length + " bytes");
        }
        if (storedKey.length != hash.length() || serverKey.length != hash.length()) {
            throw new IllegalArgumentException("keys that do not fit " + hash.scheme());
        }
        this.hash = hash;
        this.iterations = iterations;
        this.salt = salt.clone();
        this.storedKey = storedKey;
        this.serverKey = serverKey;
        this.decoy = decoy;
    }

    /**
     * Makes a verifier from keys that are known already, such as those of an import.
     *
     * @param hash the hash
     * @param iterations the iterations, within {@link IterationBounds#DEFAULT}
     * @param salt the salt, {@link #SHORTEST_SALT} to {@link #LONGEST_SALT} bytes; copied
     * @param storedKey StoredKey, as long as the hash; copied
     * @param serverKey ServerKey, as long as the hash; copied
     * @return the verifier
     * @throws IllegalArgumentException if an argument is out of its bounds
     */
    public static ScramVerifier of(ScramHash hash, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        return new ScramVerifier(hash, iterations, salt, storedKey.clone(), serverKey.clone(), false);
    }

    /**
     * Makes the verifier of a password. Slow on purpose: not for an event loop.
     *
     * @param hash the hash
     * @param password the prepared password, not empty
     * @param salt the salt, {@link #SHORTEST_SALT} to {@link #LONGEST_SALT} bytes, random and new for each verifier
     * @param iterations the iterations, within {@link IterationBounds#DEFAULT}
     * @return the verifier
     * @throws IllegalArgumentException if an argument is out of its bounds
     */
    public static ScramVerifier derive(ScramHash hash, Secret password, byte[] salt, int iterations) {
        try (Secret salted = hash.saltedPassword(password, salt, iterations)) {
            return salted(hash, salted, salt, iterations);
        }
    }

    /**
     * Makes the verifier of a password of which somebody else has computed SaltedPassword (XEP-0480 section 3).
     *
     * @param hash the hash
     * @param saltedPassword SaltedPassword, as long as the hash; the caller closes it
     * @param salt the salt that it was computed with, {@link #SHORTEST_SALT} to {@link #LONGEST_SALT} bytes
     * @param iterations the iterations that it was computed with, within {@link IterationBounds#DEFAULT}
     * @return the verifier
     * @throws IllegalArgumentException if an argument is out of its bounds
     */
    public static ScramVerifier salted(ScramHash hash, Secret saltedPassword, byte[] salt, int iterations) {
        if (saltedPassword.length() != hash.length()) {
            throw new IllegalArgumentException("a salted password that does not fit " + hash.scheme());
        }
        ScramKeys keys = ScramKeys.of(hash, saltedPassword);
        return new ScramVerifier(hash, iterations, salt, keys.storedKey(), keys.serverKey(), false);
    }

    /**
     * Makes the verifier of an account that does not exist: the same for ever for one name, of the shape of a real one,
     * and no proof fits it. The caller sees to it that finding no account takes as long as finding one.
     *
     * @param shapes what verifiers of accounts look like for the hash that the client asked for, one at least; a name has one of
     *     them
     * @param serverSecret a secret of this server, random, 32 bytes and more, kept across restarts
     * @param preparedUsername the whole account name as the store would have it, prepared, so that all spellings agree
     * @return the decoy
     * @throws IllegalArgumentException if the secret is too short
     */
    public static ScramVerifier decoy(List<VerifierShape> shapes, Secret serverSecret, String preparedUsername) {
        return Decoy.of(shapes, serverSecret, preparedUsername);
    }

    static ScramVerifier decoy(ScramHash hash, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        return new ScramVerifier(hash, iterations, salt, storedKey, serverKey, true);
    }

    /**
     * Decides whether a password is the one of this verifier, for mechanisms that transmit it. Slow on purpose, and as
     * slow for a decoy.
     *
     * @param password the prepared password, not empty
     * @return whether it is right
     */
    public boolean matches(Secret password) {
        ScramVerifier other = derive(hash, password, salt, iterations);
        return MessageDigest.isEqual(storedKey, other.storedKey) && !decoy;
    }

    /**
     * Writes the verifier as text to be stored: {@code SCRAM-SHA-256$10000:salt$stored:server}, the last three in base64.
     *
     * @return the text, which is to be kept like a secret
     * @throws IllegalStateException if this is a decoy
     */
    public String encode() {
        if (decoy) {
            throw new IllegalStateException("a decoy cannot be stored");
        }
        return VerifierText.encode(this);
    }

    /**
     * Reads what {@link #encode} has written, and nothing else.
     *
     * @param text the text
     * @return the verifier, or empty if the text is not one
     */
    public static Optional<ScramVerifier> decode(String text) {
        return VerifierText.decode(text);
    }

    /** Returns the hash. */
    public ScramHash hash() {
        return hash;
    }

    /** Returns the number of iterations. */
    public int iterations() {
        return iterations;
    }

    /** Returns a copy of the salt. */
    public byte[] salt() {
        return salt.clone();
    }

    byte[] storedKey() {
        return storedKey;
    }

    byte[] serverKey() {
        return serverKey;
    }

    boolean isDecoy() {
        return decoy;
    }

    /** Compares all parts, the keys in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScramVerifier that
                && hash == that.hash
                && iterations == that.iterations
                && decoy == that.decoy
                && MessageDigest.isEqual(salt, that.salt)
                && MessageDigest.isEqual(
                        Bytes.concat(storedKey, serverKey), Bytes.concat(that.storedKey, that.serverKey));
    }

    /** Returns a hash of the salt, which is public. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    /** Returns the scheme and the iterations; a decoy looks like any other. */
    @Override
    public String toString() {
        return hash.scheme() + " with " + iterations + " iterations";
    }
}
