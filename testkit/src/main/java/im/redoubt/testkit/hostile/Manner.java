package im.redoubt.testkit.hostile;

import java.util.List;

/**
 * What an honest service is like.
 *
 * @param opening how its connections begin
 * @param profile which profile of SASL it offers
 * @param mechanisms the mechanisms that it offers
 * @param iterations how often it has its clients hash
 * @param protection whether it says under its signature what it has offered
 */
public record Manner(Opening opening, Profile profile, List<String> mechanisms, int iterations, Protection protection) {
    /** How connections begin. */
    public enum Opening {
        /** In clear (RFC 6120 section 5). */
        STARTTLS,
        /** With TLS (XEP-0368). */
        DIRECT_TLS
    }

    /** A profile of SASL. */
    public enum Profile {
        /** RFC 6120 sections 6 and 7. */
        SASL,
        /** XEP-0388 with XEP-0386. */
        SASL2
    }

    /** Whether an edited offer can be noticed (XEP-0474). */
    public enum Protection {
        /** It is hashed into the first message. */
        HASHED,
        /** It is not. */
        NONE
    }

    private static final List<String> ALL = List.of(
            "SCRAM-SHA-512-PLUS",
            "SCRAM-SHA-256-PLUS",
            "SCRAM-SHA-1-PLUS",
            "SCRAM-SHA-512",
            "SCRAM-SHA-256",
            "SCRAM-SHA-1");

    /** RFC 6120 as it is. */
    public static final Manner CLASSIC = new Manner(Opening.STARTTLS, Profile.SASL, ALL, 4096, Protection.HASHED);

    /** With the round trips left out. */
    public static final Manner MODERN = new Manner(Opening.DIRECT_TLS, Profile.SASL2, ALL, 4096, Protection.HASHED);

    /** Copies the list. */
    public Manner {
        mechanisms = List.copyOf(mechanisms);
    }

    /** Returns this one with another opening. */
    public Manner opening(Opening other) {
        return new Manner(other, profile, mechanisms, iterations, protection);
    }

    /** Returns this one with another profile. */
    public Manner profile(Profile other) {
        return new Manner(opening, other, mechanisms, iterations, protection);
    }

    /** Returns this one with these mechanisms. */
    public Manner offering(String... names) {
        return new Manner(opening, profile, List.of(names), iterations, protection);
    }

    /** Returns this one with so many iterations. */
    public Manner iterating(int times) {
        return new Manner(opening, profile, mechanisms, times, protection);
    }

    /** Returns this one that does not say what it has offered. */
    public Manner unprotected() {
        return new Manner(opening, profile, mechanisms, iterations, Protection.NONE);
    }
}
