package im.redoubt.protocol.sasl;

import java.util.Optional;

/**
 * The SASL mechanisms that are negotiated, strongest first: a stronger hash before a weaker one, and for each hash
 * the form with channel binding before the form without.
 *
 * <p>The order is the one of advertisement. Where a binding can be had, {@link ChannelBindingSelection} takes only
 * from the -PLUS forms, whatever the hash. PLAIN is not in the list and so cannot be offered by mistake.
 */
public enum Mechanism {
    /** SCRAM with SHA-512 and channel binding. */
    SCRAM_SHA_512_PLUS("SCRAM-SHA-512-PLUS", ScramHash.SHA_512, true),
    /** SCRAM with SHA-512. */
    SCRAM_SHA_512("SCRAM-SHA-512", ScramHash.SHA_512, false),
    /** SCRAM with SHA-256 and channel binding: RFC 7677. */
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", ScramHash.SHA_256, true),
    /** SCRAM with SHA-256: RFC 7677. */
    SCRAM_SHA_256("SCRAM-SHA-256", ScramHash.SHA_256, false),
    /** SCRAM with SHA-1 and channel binding: RFC 5802. */
    SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS", ScramHash.SHA_1, true),
    /** SCRAM with SHA-1: RFC 5802. */
    SCRAM_SHA_1("SCRAM-SHA-1", ScramHash.SHA_1, false);

    private final String wireName;
    private final ScramHash hash;
    private final boolean plus;

    Mechanism(String wireName, ScramHash hash, boolean plus) {
        this.wireName = wireName;
        this.hash = hash;
        this.plus = plus;
    }

    /** Returns the registered name, as it is on the wire. */
    public String wireName() {
        return wireName;
    }

    /** Returns the hash. */
    public ScramHash hash() {
        return hash;
    }

    /** Returns whether this is a form with channel binding. */
    public boolean plus() {
        return plus;
    }

    /**
     * Finds a mechanism by its exact name: case counts, and so does every space.
     *
     * @param name the name from the wire
     * @return the mechanism, or empty for every other name
     */
    public static Optional<Mechanism> named(String name) {
        for (Mechanism mechanism : values()) {
            if (mechanism.wireName.equals(name)) {
                return Optional.of(mechanism);
            }
        }
        return Optional.empty();
    }
}
