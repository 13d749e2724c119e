package im.redoubt.server.event;

import java.util.Optional;

/** The SASL mechanisms by their registered names, so that no name from the network gets into the log. */
public enum Mechanism {
    /** SCRAM-SHA-1 (RFC 5802). */
    SCRAM_SHA_1,
    /** SCRAM-SHA-1-PLUS (RFC 5802). */
    SCRAM_SHA_1_PLUS,
    /** SCRAM-SHA-256 (RFC 7677). */
    SCRAM_SHA_256,
    /** SCRAM-SHA-256-PLUS (RFC 7677). */
    SCRAM_SHA_256_PLUS,
    /** SCRAM-SHA-512. */
    SCRAM_SHA_512,
    /** SCRAM-SHA-512-PLUS. */
    SCRAM_SHA_512_PLUS,
    /** PLAIN (RFC 4616). */
    PLAIN,
    /** HT-SHA-256-EXPR (XEP-0484). */
    HT_SHA_256_EXPR,
    /** HT-SHA-256-ENDP (XEP-0484). */
    HT_SHA_256_ENDP,
    /** HT-SHA-256-NONE (XEP-0484). */
    HT_SHA_256_NONE,
    /** EXTERNAL (RFC 4422, appendix A). */
    EXTERNAL,
    /** Anything else that was asked for. */
    OTHER;

    /**
     * The registered name.
     *
     * @return as on the wire
     */
    public String registeredName() {
        return name().replace('_', '-');
    }

    /**
     * Finds a mechanism by what a peer asked for.
     *
     * @param name the name on the wire; nothing if none was given
     * @return the mechanism, {@link #OTHER} if the name is none of ours
     */
    public static Mechanism named(Optional<String> name) {
        for (Mechanism mechanism : values()) {
            if (name.isPresent() && mechanism.registeredName().equals(name.get())) {
                return mechanism;
            }
        }
        return OTHER;
    }
}
