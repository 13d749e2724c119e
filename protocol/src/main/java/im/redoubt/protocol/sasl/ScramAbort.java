package im.redoubt.protocol.sasl;

/**
 * The end of an exchange on the client's side. The server may be somebody else, so nothing more goes to it.
 *
 * @param cause what was wrong
 * @param reason what was found, for the log, without a byte of the input in it
 */
public record ScramAbort(Cause cause, String reason) implements ScramClientFirst, ScramClientFinal {
    /** What was wrong. */
    public enum Cause {
        /** The message breaks the grammar, or there was none. */
        MALFORMED,
        /** There was a mandatory extension, and none is known. */
        MANDATORY_EXTENSION,
        /** The server's nonce is not ours with enough of its own behind. */
        NONCE,
        /** The number of iterations is below the floor or above the cap. */
        ITERATIONS,
        /** The salt is too short or too long. */
        SALT,
        /** The server says that it offered something else than what arrived: XEP-0474. Somebody edited it. */
        OFFER,
        /** The server is on another version of TLS: XEP-0515. Somebody is between. */
        TLS_VERSION,
        /** The server sent an error. */
        SERVER_ERROR,
        /** The server's signature is wrong: it does not know the account. */
        SIGNATURE
    }

    static ScramAbort malformed(ScramSyntaxException e) {
        boolean mandatory = e.error() == ScramError.EXTENSIONS_NOT_SUPPORTED;
        return new ScramAbort(mandatory ? Cause.MANDATORY_EXTENSION : Cause.MALFORMED, e.reason());
    }

    @Override
    public <R> R on(ScramClientFirst.Cases<R> cases) {
        return cases.aborted(this);
    }

    @Override
    public <R> R on(ScramClientFinal.Cases<R> cases) {
        return cases.aborted(this);
    }
}
