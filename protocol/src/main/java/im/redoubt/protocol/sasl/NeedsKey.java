package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;

/**
 * The client's state after the server's first message: it waits for the salted password, which the caller derives away
 * from its input and output, or has kept from last time for the same salt and iterations.
 */
public final class NeedsKey implements ScramClientFirst {
    private final ScramHash hash;
    private final ExpectedBinding binding;
    private final String bare;
    private final ServerFirst first;

    NeedsKey(ScramHash hash, ExpectedBinding binding, String bare, ServerFirst first) {
        this.hash = hash;
        this.binding = binding;
        this.bare = bare;
        this.first = first;
    }

    /** Returns the hash. */
    public ScramHash hash() {
        return hash;
    }

    /** Returns a copy of the salt, 8 to 128 bytes. */
    public byte[] salt() {
        return first.salt().clone();
    }

    /** Returns the number of iterations, within the bounds that were given. */
    public int iterations() {
        return first.iterations();
    }

    /** Returns what the key is derived with. */
    public KeyQuestion question() {
        return new KeyQuestion(hash, first.salt(), first.iterations());
    }

    /**
     * Goes on with the key.
     *
     * @param saltedPassword the result of {@link ScramHash#saltedPassword} for salt and iterations of this state; the
     *     caller still owns it
     * @return the message to send
     * @throws IllegalArgumentException if the key is not as long as the hash
     */
    public ScramProof proceed(Secret saltedPassword) {
        if (saltedPassword.length() != hash.length()) {
            throw new IllegalArgumentException("a salted password that does not fit " + hash.scheme());
        }
        ScramKeys keys = ScramKeys.of(hash, saltedPassword);
        String withoutProof = "c=" + binding.encoded() + ",r=" + first.nonce();
        byte[] message = StrictUtf8.encode(bare + "," + first.raw() + "," + withoutProof);
        byte[] proof = Bytes.xor(keys.clientKey(), hash.hmac(keys.storedKey(), message));
        return new ScramProof(
                withoutProof + ",p=" + CanonicalBase64.encode(proof),
                hash.hmac(keys.serverKey(), message),
                binding.type());
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.needsKey(this);
    }
}
