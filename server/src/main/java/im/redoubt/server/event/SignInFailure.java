package im.redoubt.server.event;

/** Why somebody did not get in. Unknown account and wrong password are one: a reader of the log is a reader too. */
public enum SignInFailure {
    /** The proof is wrong or there is no such account. */
    NOT_AUTHORIZED,
    /** The account has no SHA-1 verifier and the client knows nothing better; the event names the command to mend it. */
    OLD_CLIENT_NOT_ALLOWED,
    /** The client asked to act for somebody else. */
    INVALID_AUTHZID,
    /** The mechanism is none of those offered. */
    INVALID_MECHANISM,
    /** The messages of the mechanism break its rules. */
    MALFORMED_REQUEST,
    /** The channel binding is not this connection's: somebody may stand in between. */
    CHANNEL_BINDING_MISMATCH,
    /** The client says a stronger mechanism was hidden from it: somebody may stand in between. */
    DOWNGRADE_DETECTED,
    /** The client gave up. */
    ABORTED,
    /** Too many attempts; this one was not tried. */
    THROTTLED,
    /** The server could not tell: store trouble, or no room in the queue for key derivation. */
    TEMPORARY_FAILURE
}
