package im.redoubt.server.routing;

/** What an address of this server means at this moment. */
enum Addressing {
    /** An account. */
    BARE,
    /** A session that exists. */
    FULL_MATCH,
    /** A session that does not exist. */
    FULL_NO_MATCH
}
