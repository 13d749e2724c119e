package im.redoubt.server.routing;

/** How an account stands at this moment, as far as delivery depends on it (RFC 6121 section 8.5). */
enum Standing {
    /** No session is available; nobody can tell whether the account exists. */
    ABSENT,
    /** Sessions are available, but only with negative priorities. */
    NEGATIVE_ONLY,
    /** At least one session is there for messages: available, with a priority that is not negative. */
    AVAILABLE
}
