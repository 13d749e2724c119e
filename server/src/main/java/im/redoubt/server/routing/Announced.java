package im.redoubt.server.routing;

/** What became of a message of the server itself. */
public enum Announced {
    /** Sessions of the account got it, and it is on disk as far as the account keeps messages. */
    DELIVERED,
    /** It is on disk and waits for the account. */
    WAITS,
    /** It is in the archive of the account, which is off line, but does not wait: as many messages wait as may. */
    ARCHIVED,
    /** The account is off line and keeps as many messages as it may. */
    FULL,
    /** The store failed; sessions that are there got it all the same. */
    NOT_KEPT
}
