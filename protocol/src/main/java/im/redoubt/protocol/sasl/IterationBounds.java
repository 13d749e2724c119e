package im.redoubt.protocol.sasl;

/**
 * How many iterations of the key derivation a client agrees to.
 *
 * <p>The floor is RFC 5802's; a policy may raise it (XEP-0438 has 10,000). There must be a cap, or a server makes its
 * clients compute for days: one million is above every recommendation for PBKDF2 with SHA-256 and SHA-512, and
 * costs about half a second on a desktop and some seconds on an old telephone.
 *
 * @param least the smallest number that is accepted, at least {@link #FLOOR}
 * @param most the greatest number that is accepted, at most {@link #CEILING}
 */
public record IterationBounds(int least, int most) {
    /** The smallest number that any bounds can admit: RFC 5802 section 5.1. */
    public static final int FLOOR = 4096;

    /** The greatest number that any bounds can admit. */
    public static final int CEILING = 10_000_000;

    /** The bounds where nothing else is asked for: 4096 to 1,000,000. */
    public static final IterationBounds DEFAULT = new IterationBounds(FLOOR, 1_000_000);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if they are not in order or outside of floor and ceiling
     */
    public IterationBounds {
        if (least < FLOOR || most > CEILING || least > most) {
            throw new IllegalArgumentException("bounds of iterations: " + least + " to " + most);
        }
    }

    /** Returns whether a number is within the bounds. */
    public boolean admits(int iterations) {
        return iterations >= least && iterations <= most;
    }
}
