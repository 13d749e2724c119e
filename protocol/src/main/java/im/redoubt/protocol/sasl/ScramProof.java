package im.redoubt.protocol.sasl;

import java.security.MessageDigest;
import java.util.Optional;

/** The client's final message, and its state until the server's final one. */
public final class ScramProof {
    private final String clientFinal;
    private final byte[] expected;
    private final Optional<ChannelBindingType> boundBy;

    ScramProof(String clientFinal, byte[] expected, Optional<ChannelBindingType> boundBy) {
        this.clientFinal = clientFinal;
        this.expected = expected;
        this.boundBy = boundBy;
    }

    /** Returns the message to send, not yet base64. */
    public byte[] bytes() {
        return StrictUtf8.encode(clientFinal);
    }

    /**
     * Takes the server's final message, wherever it came: with the success or in a challenge before it.
     *
     * @param serverFinal the message, no longer base64; empty if there was a success with nothing in it
     * @return that the server is proved, or the end
     */
    public ScramClientFinal on(byte[] serverFinal) {
        byte[] signature;
        try {
            Attributes attributes = Attributes.of(Attributes.text(serverFinal));
            if (attributes.isNext('e')) {
                return serverError(attributes.take('e'));
            }
            signature = attributes.takeBytes('v');
            attributes.extensions(0);
        } catch (ScramSyntaxException e) {
            return ScramAbort.malformed(e);
        }
        if (!MessageDigest.isEqual(expected, signature)) {
            return new ScramAbort(ScramAbort.Cause.SIGNATURE, "the server's signature is wrong");
        }
        return new ServerProven(boundBy);
    }

    private static ScramAbort serverError(String value) {
        String name = ScramError.named(value).map(ScramError::value).orElse("an error that is not in RFC 5802");
        return new ScramAbort(ScramAbort.Cause.SERVER_ERROR, "the server says " + name);
    }
}
