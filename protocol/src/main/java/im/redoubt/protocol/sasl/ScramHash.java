package im.redoubt.protocol.sasl;

/** Stands in for the type of the SASL branch until that is merged. */
public enum ScramHash {
    /** SHA-1. */
    SHA_1("SCRAM-SHA-1"),
    /** SHA-256. */
    SHA_256("SCRAM-SHA-256"),
    /** SHA-512. */
    SHA_512("SCRAM-SHA-512");

    private final String scheme;

    ScramHash(String scheme) {
        this.scheme = scheme;
    }

    /** Returns the name of the mechanism without {@code -PLUS}, by which verifiers are marked. */
    public String scheme() {
        return scheme;
    }
}
