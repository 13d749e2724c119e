package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A client's proof that it has a token (draft-schmaus-kitten-sasl-ht section 3): its name, a NUL, and the HMAC-SHA-256 of
 * {@code Initiator} and the channel binding data with the token as the key.
 *
 * <p>Guarantee: prints nothing of the proof, and compares it in constant time. Whoever has no token for the account compares
 * with a decoy all the same.
 */
public final class TokenProof implements TokenOutcome {
    private static final int LONGEST_NAME = 1023;

    private final TokenMechanism mechanism;
    private final String username;
    private final byte[] proof;
    private final byte[] binding;

    private TokenProof(TokenMechanism mechanism, String username, byte[] proof, byte[] binding) {
        this.mechanism = mechanism;
        this.username = username;
        this.proof = proof;
        this.binding = binding;
    }

    /**
     * Parses the only message of a client.
     *
     * @param mechanism the mechanism, one that was offered on this connection
     * @param bindings the bindings of this connection
     * @param message the message, no longer base64
     * @return the proof, or a refusal
     */
    public static TokenOutcome parse(TokenMechanism mechanism, ChannelBindings bindings, byte[] message) {
        Optional<byte[]> binding = mechanism.data(bindings);
        if (!binding.isPresent()) {
            return SaslRefusal.plain(SaslCondition.INVALID_MECHANISM, "a binding that this connection does not have");
        }
        int end = 0;
        while (end < message.length && message[end] != 0) {
            end++;
        }
        if (end == 0 || end > LONGEST_NAME || message.length != end + 1 + TokenMac.BYTES) {
            return SaslRefusal.plain(SaslCondition.MALFORMED_REQUEST, "not a name, a NUL, and a proof");
        }
        byte[] proof = Arrays.copyOfRange(message, end + 1, message.length);
        try {
            return new TokenProof(mechanism, StrictUtf8.decode(Arrays.copyOf(message, end)), proof, binding.get());
        } catch (ScramSyntaxException e) {
            return SaslRefusal.plain(SaslCondition.MALFORMED_REQUEST, e.reason());
        }
    }

    /** Returns the mechanism. */
    public TokenMechanism mechanism() {
        return mechanism;
    }

    /** Returns the user's name as the client wrote it, not prepared, 1 to 1023 bytes of UTF-8. */
    public String username() {
        return username;
    }

    /**
     * Decides whether the client has this token, in time that does not depend on the answer.
     *
     * @param token the token as it was handed out, in UTF-8; the caller still owns it
     * @return whether it is the one that the client used, on this connection
     */
    public boolean by(Secret token) {
        return MessageDigest.isEqual(TokenMac.INITIATOR.of(token, binding), proof);
    }

    /**
     * Computes the answer by which the server shows that it knows the token too.
     *
     * @param token the token of the client; the caller still owns it
     * @return the message to send with the success, not yet base64
     */
    public byte[] answer(Secret token) {
        return TokenMac.RESPONDER.of(token, binding);
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.proof(this);
    }

    /** Returns the mechanism. */
    @Override
    public String toString() {
        return mechanism.wireName();
    }
}
