package im.redoubt.server.routing;

/** What an address stands for whose message is not simply a session's (RFC 6121 section 8.5). */
enum Addressing {
    /** The account. */
    BARE,
    /** A session that does not exist. */
    FULL_NO_MATCH
}
