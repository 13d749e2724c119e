package im.redoubt.protocol.address;

import java.util.Optional;

/** Prepares user names and passwords for SCRAM (RFC 5802 section 2.2) by SASLprep (RFC 4013). */
public final class SaslPrep {
    private SaslPrep() {}

    /**
     * Prepares a string by the rules for stored strings: unassigned code points of Unicode 3.2 are refused.
     *
     * @param text the string, of any length
     * @return what goes into the key derivation; or empty if the string is refused, or nothing is left of it
     */
    public static Optional<String> prepare(String text) {
        return SaslPrepRules.prepare(text).toOptional();
    }

    /**
     * Prepares a secret. The array is neither kept nor changed; erasing it is the caller's.
     *
     * @param secret the string, of any length
     * @return as for {@link #prepare(String)}
     */
    public static Optional<String> prepare(char[] secret) {
        return prepare(new String(secret));
    }
}
