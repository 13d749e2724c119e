package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.IterationBounds;
import im.redoubt.protocol.sasl.SelectionPolicy;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What a client is and insists on, the same for all its connections to one account. There is nothing in it by which TLS,
 * the proof of the server or the binding of a resource could be left out, and no resource to choose.
 *
 * @param account who signs in
 * @param policy the weakest mechanism that is good enough, and whether channel binding is required
 * @param iterations how many iterations of key derivation are agreed to
 * @param redirects redirections that may still be followed, 0 to {@link #MOST_REDIRECTS}
 * @param random where nonces and identifiers come from
 */
public record ClientContext(
        BareJid account, SelectionPolicy policy, IterationBounds iterations, int redirects, SecureRandom random) {
    /** The most redirections in a row (RFC 6120 section 4.9.3.19 asks for a limit). */
    public static final int MOST_REDIRECTS = 3;

    private static final int ID_BYTES = 16;

    /** Checks that the account is one and the redirections are within their limit. */
    public ClientContext {
        if (account.isDomain() || redirects < 0 || redirects > MOST_REDIRECTS) {
            throw new IllegalArgumentException("an account, and 0 to " + MOST_REDIRECTS + " redirections");
        }
    }

    /** Returns the context of {@code account} with the defaults of each part. */
    public static ClientContext of(BareJid account, SecureRandom random) {
        return new ClientContext(account, SelectionPolicy.DEFAULT, IterationBounds.DEFAULT, MOST_REDIRECTS, random);
    }

    /** Begins on a connection in clear, which STARTTLS will secure (RFC 6120 section 5). */
    public ClientStep startTls() {
        return ClientStep.to(new ExpectingHeader(this), new ClientEffect.Open(domain(), Optional.empty()));
    }

    /** Begins on a connection whose first bytes are those of TLS (XEP-0368). */
    public ClientStep directTls() {
        return ClientStep.to(new ExpectingTls(this), new ClientEffect.StartTls(domain()));
    }

    /**
     * Returns the context for the connection that follows a redirection.
     *
     * @throws IllegalStateException if none may be followed any more
     */
    public ClientContext redirected() {
        if (redirects == 0) {
            throw new IllegalStateException("one redirection too many");
        }
        return new ClientContext(account, policy, iterations, redirects - 1, random);
    }

    /** Returns the account's domain, for which the certificate must be and which every header names. */
    public BareJid domain() {
        return BareJid.of("", account.domain());
    }

    /** Returns the effect that opens a stream over TLS: before that the account is named to nobody. */
    ClientEffect.Open open() {
        return new ClientEffect.Open(domain(), Optional.of(account));
    }

    /** Returns an identifier of 128 random bits. */
    String id() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
