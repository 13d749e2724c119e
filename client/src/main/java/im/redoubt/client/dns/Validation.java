package im.redoubt.client.dns;

/** Whether somebody on the network can have made up what we know of a place. The strongest comes first. */
public enum Validation {
    /** It was signed by its zone, up to a key that we knew before (DNSSEC), or nobody but the application said it. */
    VALIDATED,

    /** It is proved that nobody signs it: a zone above says so of the zone that it is in (RFC 4035 section 4.3, "insecure"). */
    UNSIGNED,

    /** Nothing vouches for it. It says where to connect, and nothing about who must be there. */
    UNPROVED;

    /** Returns what holds of two things together. */
    public Validation and(Validation other) {
        return compareTo(other) > 0 ? this : other;
    }
}
