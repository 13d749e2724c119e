package im.redoubt.server.store;

/** The subscription between an account and a contact (RFC 6121 section 2.1.2.5). */
public enum Subscription {
    /** Neither sees the other's presence. */
    NONE,
    /** The account sees the contact's presence. */
    TO,
    /** The contact sees the account's presence. */
    FROM,
    /** Each sees the other's presence. */
    BOTH
}
