package im.redoubt.protocol.sasl;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * The client's side of a SCRAM exchange (RFC 5802): its first message, and the state until the server's first.
 *
 * <p>Guarantee: only {@link ServerProven} says that the server knows the account, and there is no way to one without its
 * signature. A success that comes earlier, or with nothing in it, is a failure.
 *
 * <ol>
 *   <li>{@link #begin}, and send {@link #bytes()};
 *   <li>{@link #on} the server's first message gives {@link NeedsKey};
 *   <li>{@link NeedsKey#proceed} with the salted password gives {@link ScramProof} to send;
 *   <li>{@link ScramProof#on} the server's final message gives {@link ServerProven}.
 * </ol>
 *
 * At each message {@link ScramAbort} ends it, and the connection with it.
 */
public final class ScramClient {
    private final MechanismChoice choice;
    private final IterationBounds bounds;
    private final String bare;
    private final String nonce;

    private ScramClient(MechanismChoice choice, IterationBounds bounds, String bare, String nonce) {
        this.choice = choice;
        this.bounds = bounds;
        this.bare = bare;
        this.nonce = nonce;
    }

    /**
     * Begins an exchange.
     *
     * @param choice the mechanism and the binding
     * @param preparedUsername the user's name, prepared, 1 to 1023 bytes of UTF-8
     * @param bounds how many iterations are agreed to
     * @param random where the client's nonce comes from: 24 bytes
     * @return the first state
     * @throws IllegalArgumentException if the name is empty, too long, or has a NUL or an unpaired surrogate
     */
    public static ScramClient begin(
            MechanismChoice choice, String preparedUsername, IterationBounds bounds, SecureRandom random) {
        return begin(choice, preparedUsername, bounds, Nonces.generate(random));
    }

    static ScramClient begin(MechanismChoice choice, String username, IterationBounds bounds, String nonce) {
        ClientFirst.requireUsername(username);
        String bare = "n=" + SaslName.escape(username) + ",r=" + nonce;
        return new ScramClient(choice, bounds, bare, nonce);
    }

    /** Returns the message to send, not yet base64. */
    public byte[] bytes() {
        return StrictUtf8.encode(choice.binding().header() + bare);
    }

    /**
     * Takes the server's first message.
     *
     * @param serverFirst the message, no longer base64
     * @return the request for a key, or the end
     */
    public ScramClientFirst on(byte[] serverFirst) {
        ServerFirst first;
        try {
            first = ServerFirst.parse(serverFirst);
        } catch (ScramSyntaxException e) {
            return ScramAbort.malformed(e);
        }
        if (!Nonces.extend(nonce, first.nonce())) {
            return new ScramAbort(ScramAbort.Cause.NONCE, "the server's nonce does not extend ours by enough");
        }
        if (!bounds.admits(first.iterations())) {
            return new ScramAbort(ScramAbort.Cause.ITERATIONS, "the number of iterations is not within our bounds");
        }
        int salt = first.salt().length;
        if (salt < ServerFirst.SHORTEST_SALT || salt > ServerFirst.LONGEST_SALT) {
            return new ScramAbort(ScramAbort.Cause.SALT, "a salt of " + salt + " bytes");
        }
        return unedited(first);
    }

    /**
     * Whoever edits the offer on the way is found out on the first connection too: either the hash does not fit, or the
     * signatures do not.
     */
    private ScramClientFirst unedited(ServerFirst first) {
        ScramHash hash = choice.mechanism().hash();
        if (choice.binding().hashRequired() && !first.has('h')) {
            return new ScramAbort(
                    ScramAbort.Cause.OFFER, "no common channel binding, and the server does not say what it offered");
        }
        if (!first.agrees('h', choice.seen().hash(hash))) {
            return new ScramAbort(ScramAbort.Cause.OFFER, "the offer that arrived is not the one that the server made");
        }
        Optional<TlsVersion> tls = choice.seen().tls();
        if (tls.isPresent() && !first.agrees('t', tls.get().hex())) {
            return new ScramAbort(ScramAbort.Cause.TLS_VERSION, "the server is on another version of TLS");
        }
        ClientBinding binding = choice.binding();
        return new NeedsKey(hash, new ExpectedBinding(binding.type(), binding.header(), binding.data()), bare, first);
    }
}
