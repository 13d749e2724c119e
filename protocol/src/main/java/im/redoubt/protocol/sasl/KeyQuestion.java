package im.redoubt.protocol.sasl;

import java.util.Optional;

/** What a salted password is derived with (RFC 5802 section 2.2), within the bounds of the client. */
public final class KeyQuestion {
    private final ScramHash hash;
    private final byte[] salt;
    private final int iterations;

    KeyQuestion(ScramHash hash, byte[] salt, int iterations) {
        this.hash = hash;
        this.salt = salt.clone();
        this.iterations = iterations;
    }

    /**
     * Makes the question from what a server sent.
     *
     * @param hash the hash
     * @param salt the salt, copied
     * @param iterations how many iterations the server wants
     * @param bounds how many are agreed to
     * @return the question; empty if the iterations are out of bounds, or the salt is not of 8 to 128 bytes
     */
    public static Optional<KeyQuestion> of(ScramHash hash, byte[] salt, int iterations, IterationBounds bounds) {
        boolean right = bounds.admits(iterations)
                && salt.length >= ServerFirst.SHORTEST_SALT
                && salt.length <= ServerFirst.LONGEST_SALT;
        return right ? Optional.of(new KeyQuestion(hash, salt, iterations)) : Optional.empty();
    }

    /** Returns the hash. */
    public ScramHash hash() {
        return hash;
    }

    /** Returns a copy of the salt, 8 to 128 bytes. */
    public byte[] salt() {
        return salt.clone();
    }

    /** Returns the number of iterations, within the bounds that were given. */
    public int iterations() {
        return iterations;
    }

    /** Returns the hash and the iterations, without the salt. */
    @Override
    public String toString() {
        return hash.scheme() + " with " + iterations + " iterations";
    }
}
