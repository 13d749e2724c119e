package im.redoubt.protocol.sasl;

import java.util.Locale;

/**
 * What anybody can see of a verifier in a challenge (RFC 5802 section 5.1). Where some accounts came from another server there are
 * several shapes, and who does not exist has one of them.
 *
 * @param hash the hash
 * @param iterations the iterations, within {@link IterationBounds#DEFAULT}
 * @param saltBytes how long the salt is, {@link ScramVerifier#SHORTEST_SALT} to {@link ScramVerifier#LONGEST_SALT}
 */
public record VerifierShape(ScramHash hash, int iterations, int saltBytes) {
    private static final int FIELDS = 3;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a number is out of its bounds
     */
    public VerifierShape {
        if (!IterationBounds.DEFAULT.admits(iterations)
                || saltBytes < ScramVerifier.SHORTEST_SALT
                || saltBytes > ScramVerifier.LONGEST_SALT) {
            throw new IllegalArgumentException("iterations are from " + IterationBounds.DEFAULT.least() + " to "
                    + IterationBounds.DEFAULT.most() + ", bytes of salt from " + ScramVerifier.SHORTEST_SALT + " to "
                    + ScramVerifier.LONGEST_SALT + ".");
        }
    }

    /** Returns the shape of verifiers that we make. */
    public static VerifierShape ours(ScramHash hash, int iterations) {
        return new VerifierShape(hash, iterations, ScramVerifier.SALT_BYTES);
    }

    /** Returns the shape of a verifier. */
    public static VerifierShape of(ScramVerifier verifier) {
        return new VerifierShape(verifier.hash(), verifier.iterations(), verifier.salt().length);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param text such as {@code SCRAM-SHA-1 4096 16}
     * @return the shape
     * @throws IllegalArgumentException if it is none, with what is wrong
     */
    public static VerifierShape parse(String text) {
        String[] fields = text.split(" ", -1);
        if (fields.length == FIELDS && fields[1].matches("[0-9]{1,7}") && fields[2].matches("[0-9]{1,2}")) {
            for (ScramHash hash : ScramHash.values()) {
                if (hash.scheme().equals(fields[0])) {
                    return new VerifierShape(hash, Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
                }
            }
        }
        throw new IllegalArgumentException("a hash, its iterations and the bytes of its salt");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %d %d", hash.scheme(), iterations, saltBytes);
    }
}
