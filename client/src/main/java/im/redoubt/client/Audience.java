package im.redoubt.client;

/** Who gets an answer. Whoever does not learns nothing, not even that somebody is there (RFC 6120 section 13.11). */
public enum Audience {
    /** The own account and its server. */
    ACCOUNT,
    /** Those too who may see the account's presence. */
    CONTACTS,
    /** Everybody. */
    ANYBODY
}
