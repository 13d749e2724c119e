package im.redoubt.protocol.sasl;

/** A message breaks the grammar of RFC 5802 section 7. Never leaves the package. */
final class ScramSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ScramError error;
    private final String reason;

    ScramSyntaxException(ScramError error, String reason) {
        super(reason, null, false, false);
        this.error = error;
        this.reason = reason;
    }

    ScramSyntaxException(ScramError error, String reason, Throwable cause) {
        super(reason, cause, false, false);
        this.error = error;
        this.reason = reason;
    }

    static ScramSyntaxException grammar(String reason) {
        return new ScramSyntaxException(ScramError.INVALID_ENCODING, reason);
    }

    ScramError error() {
        return error;
    }

    String reason() {
        return reason;
    }
}
