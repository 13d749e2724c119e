package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;
import java.security.MessageDigest;

/**
 * The client's side of an exchange with a token (draft-schmaus-kitten-sasl-ht section 3): its only message, and the state until
 * the server's.
 *
 * <p>Guarantee: only {@link ServerProven} says that the server knows the token too. A success with nothing in it is a failure.
 */
public final class TokenClient {
    private final TokenMechanism mechanism;
    private final byte[] message;
    private final byte[] expected;

    private TokenClient(TokenMechanism mechanism, byte[] message, byte[] expected) {
        this.mechanism = mechanism;
        this.message = message;
        this.expected = expected;
    }

    /**
     * Begins an exchange, and computes at once what the server must answer, so that the token is not needed any more.
     *
     * @param mechanism the mechanism that the token was asked for
     * @param preparedUsername the user's name, prepared, 1 to 1023 bytes of UTF-8
     * @param token the token as the server handed it out, in UTF-8; the caller still owns it
     * @param bindings the bindings of this connection
     * @return the exchange
     * @throws IllegalArgumentException if the name cannot be one, or the connection lacks the binding of the mechanism: a
     *     token never moves to a weaker mechanism
     */
    public static TokenClient begin(
            TokenMechanism mechanism, String preparedUsername, Secret token, ChannelBindings bindings) {
        ClientFirst.requireUsername(preparedUsername);
        byte[] binding = mechanism
                .data(bindings)
                .orElseThrow(() ->
                        new IllegalArgumentException("this connection has no binding for " + mechanism.wireName()));
        byte[] name = StrictUtf8.encode(preparedUsername + '\0');
        return new TokenClient(
                mechanism,
                Bytes.concat(name, TokenMac.INITIATOR.of(token, binding)),
                TokenMac.RESPONDER.of(token, binding));
    }

    /** Returns the message to send, not yet base64. */
    public byte[] bytes() {
        return message.clone();
    }

    /**
     * Takes what came with the success.
     *
     * @param answer the server's message, no longer base64; empty if there was none
     * @return that the server is proved, or the end
     */
    public ScramClientFinal on(byte[] answer) {
        return MessageDigest.isEqual(expected, answer)
                ? new ServerProven(mechanism.binding())
                : new ScramAbort(ScramAbort.Cause.SIGNATURE, "the server does not prove that it knows the token");
    }

    /** Returns the mechanism. */
    @Override
    public String toString() {
        return mechanism.wireName();
    }
}
