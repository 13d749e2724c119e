package im.redoubt.protocol.address;

import java.util.Optional;

/** A way to prepare strings so that they can be compared byte by byte (PRECIS, RFC 8264). */
public enum PrecisProfile {
    /** User names in which case does not matter, and localparts of addresses (RFC 8265 section 3.3). */
    USERNAME_CASE_MAPPED,
    /** Passwords and resourceparts: free form, case kept (RFC 8265 section 4.2). */
    OPAQUE_STRING,
    /** Display names in rooms (RFC 8266). */
    NICKNAME;

    /**
     * Prepares a string and enforces the rules of the profile.
     *
     * @param text the string, of any length; a bound on it is the caller's
     * @return the string to keep, or empty if it is refused
     */
    public Optional<String> enforce(String text) {
        return Profiles.enforce(this, text).toOptional();
    }

    /**
     * Returns what two strings have in common exactly if they are the same under this profile. It differs from
     * {@link #enforce} only for nicknames, which are kept with their case and compared without it (RFC 8266 section 2.4).
     *
     * @param text the string, of any length
     * @return the key, or empty if the string is refused
     */
    public Optional<String> comparisonKey(String text) {
        return Profiles.comparisonKey(this, text).toOptional();
    }
}
