package im.redoubt.protocol.sasl;

import java.util.Optional;

/**
 * The server-error-values of RFC 5802 section 7. XMPP has no place for the final message that would carry them, so a
 * server puts the name into the text of the failure; a client reads them wherever a server sends them.
 */
public enum ScramError {
    /** A message does not follow the grammar, or a value is not base64 or not UTF-8. */
    INVALID_ENCODING("invalid-encoding"),
    /** There was a mandatory extension, and none is known. */
    EXTENSIONS_NOT_SUPPORTED("extensions-not-supported"),
    /** The proof is wrong. A server of ours says this for an unknown account too. */
    INVALID_PROOF("invalid-proof"),
    /** The channel binding data of the two sides differ: somebody is between them, or one of them is at fault. */
    CHANNEL_BINDINGS_DONT_MATCH("channel-bindings-dont-match"),
    /** The client believes that the server has no channel binding, but it was advertised: a downgrade. */
    SERVER_DOES_SUPPORT_CHANNEL_BINDING("server-does-support-channel-binding"),
    /** The client binds the channel with a mechanism that has no binding. */
    CHANNEL_BINDING_NOT_SUPPORTED("channel-binding-not-supported"),
    /** The client chose a type of channel binding that was not offered on this connection. */
    UNSUPPORTED_CHANNEL_BINDING_TYPE("unsupported-channel-binding-type"),
    /** There is no such account. Only read, never sent by a server of ours: it would list the accounts. */
    UNKNOWN_USER("unknown-user"),
    /** The user name is not a prepared name, or its escapes are wrong. */
    INVALID_USERNAME_ENCODING("invalid-username-encoding"),
    /** The server is short of something. */
    NO_RESOURCES("no-resources"),
    /** Everything else. */
    OTHER_ERROR("other-error");

    private final String value;

    ScramError(String value) {
        this.value = value;
    }

    /** Returns the name on the wire. */
    public String value() {
        return value;
    }

    /** Returns the error of this name, if it is one. */
    public static Optional<ScramError> named(String value) {
        for (ScramError error : values()) {
            if (error.value.equals(value)) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }
}
