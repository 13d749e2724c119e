package im.redoubt.protocol.sasl;

import java.security.MessageDigest;

/** The server's first message, and its state until the client's final message. */
public final class ScramChallenge {
    private final ClientFirst first;
    private final ExpectedBinding binding;
    private final ScramVerifier verifier;
    private final String nonce;
    private final String serverFirst;

    ScramChallenge(
            ClientFirst first, ExpectedBinding binding, ScramVerifier verifier, String nonce, String serverFirst) {
        this.first = first;
        this.binding = binding;
        this.verifier = verifier;
        this.nonce = nonce;
        this.serverFirst = serverFirst;
    }

    /** Returns the message to send, not yet base64. */
    public byte[] bytes() {
        return StrictUtf8.encode(serverFirst);
    }

    /**
     * Takes the client's final message.
     *
     * @param clientFinal the message, no longer base64
     * @return that the client is verified, or a refusal
     */
    public ScramServerFinal on(byte[] clientFinal) {
        ClientFinal last;
        try {
            last = ClientFinal.parse(clientFinal);
        } catch (ScramSyntaxException e) {
            return SaslRefusal.malformed(e);
        }
        if (!binding.matches(last.binding())) {
            return SaslRefusal.scram(
                    SaslCondition.NOT_AUTHORIZED,
                    ScramError.CHANNEL_BINDINGS_DONT_MATCH,
                    "the channel binding is not that of this connection and this header");
        }
        if (!nonce.equals(last.nonce())) {
            return SaslRefusal.scram(
                    SaslCondition.NOT_AUTHORIZED, ScramError.OTHER_ERROR, "the nonce is not the one of the challenge");
        }
        return verify(last);
    }

    private ScramServerFinal verify(ClientFinal last) {
        byte[] proof = last.proof();
        ScramHash hash = verifier.hash();
        if (proof.length != hash.length()) {
            return SaslRefusal.scram(
                    SaslCondition.MALFORMED_REQUEST,
                    ScramError.INVALID_ENCODING,
                    "the proof is not as long as the hash");
        }
        byte[] message = StrictUtf8.encode(first.bare() + "," + serverFirst + "," + last.withoutProof());
        byte[] key = Bytes.xor(proof, hash.hmac(verifier.storedKey(), message));
        boolean right = MessageDigest.isEqual(hash.digest(key), verifier.storedKey());
        // Computed before the verdict is looked at, so that right and wrong cost the same; a decoy never verifies.
        byte[] signature = hash.hmac(verifier.serverKey(), message);
        if (!right || verifier.isDecoy()) {
            return SaslRefusal.scram(SaslCondition.NOT_AUTHORIZED, ScramError.INVALID_PROOF, "the proof is wrong");
        }
        return new Verified(first, verifier, "v=" + CanonicalBase64.encode(signature), binding.type());
    }
}
