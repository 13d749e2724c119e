package im.redoubt.protocol.sasl;

import java.util.Optional;

/** The server's state after the client's first message: it waits for the verifier of an account. */
public final class NeedsVerifier implements ScramServerFirst {
    private final ScramHash hash;
    private final ClientFirst first;
    private final ExpectedBinding binding;
    private final String nonce;
    private final String attributes;

    /** Further {@code attributes} of the challenge have a comma before each. */
    NeedsVerifier(ScramHash hash, ClientFirst first, ExpectedBinding binding, String nonce, String attributes) {
        this.hash = hash;
        this.first = first;
        this.binding = binding;
        this.nonce = nonce;
        this.attributes = attributes;
    }

    /** Returns the user's name as the client wrote it, without escapes, not prepared, 1 to 1023 bytes of UTF-8. */
    public String username() {
        return first.username();
    }

    /** Returns the authorization identity if there was one; the {@link AuthzidRule} has permitted it. */
    public Optional<String> authzid() {
        return first.header().authzid();
    }

    /** Returns the hash for which a verifier is needed. */
    public ScramHash hash() {
        return hash;
    }

    /**
     * Goes on with a verifier. For an unknown account it is {@link ScramVerifier#decoy}, never a refusal.
     *
     * @param verifier the verifier of the account, for {@link #hash()}
     * @return the challenge to send
     * @throws IllegalArgumentException if the verifier is one for another hash
     */
    public ScramChallenge challenge(ScramVerifier verifier) {
        if (verifier.hash() != hash) {
            throw new IllegalArgumentException(
                    "a verifier for " + verifier.hash().scheme());
        }
        String wholeNonce = first.nonce() + nonce;
        String serverFirst = "r=" + wholeNonce + ",s=" + CanonicalBase64.encode(verifier.salt()) + ",i="
                + verifier.iterations() + attributes;
        return new ScramChallenge(first, binding, verifier, wholeNonce, serverFirst);
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.needsVerifier(this);
    }
}
