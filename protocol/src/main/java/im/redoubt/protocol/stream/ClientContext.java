package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What a client is and insists on for one connection to its account. There is nothing in it by which TLS, the proof of the server
 * or the binding of a resource could be left out, and no resource to choose.
 *
 * @param account who signs in
 * @param means by what
 * @param demands what is insisted on
 * @param wishes what would be had besides
 * @param redirects redirections that may still be followed, 0 to {@link #MOST_REDIRECTS}
 * @param random where nonces and identifiers come from
 */
public record ClientContext(
        BareJid account,
        ClientMeans means,
        ClientDemands demands,
        ClientWishes wishes,
        int redirects,
        SecureRandom random) {
    /** The most redirections in a row (RFC 6120 section 4.9.3.19 asks for a limit). */
    public static final int MOST_REDIRECTS = 3;

    private static final int ID_BYTES = 16;

    /** Checks that the account is one, that an earlier session is of it, and that the redirections are within their limit. */
    public ClientContext {
        if (account.isDomain() || redirects < 0 || redirects > MOST_REDIRECTS) {
            throw new IllegalArgumentException("an account, and 0 to " + MOST_REDIRECTS + " redirections");
        }
        boolean foreign = wishes.resumption()
                .filter(earlier -> !earlier.address().bare().equals(account))
                .isPresent();
        if (foreign) {
            throw new IllegalArgumentException("an earlier session of another account");
        }
    }

    /** Returns the context of {@code account} with a password and the defaults of each part. */
    public static ClientContext of(BareJid account, SecureRandom random) {
        return new ClientContext(
                account, ClientMeans.PASSWORD, ClientDemands.DEFAULT, ClientWishes.NONE, MOST_REDIRECTS, random);
    }

    /** Returns this context with these means. */
    public ClientContext with(ClientMeans another) {
        return new ClientContext(account, another, demands, wishes, redirects, random);
    }

    /** Returns this context with these demands. */
    public ClientContext with(ClientDemands another) {
        return new ClientContext(account, means, another, wishes, redirects, random);
    }

    /** Returns this context with these wishes. */
    public ClientContext with(ClientWishes another) {
        return new ClientContext(account, means, demands, another, redirects, random);
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
        return new ClientContext(account, means, demands, wishes, redirects - 1, random);
    }

    /** Returns the context of a client whose token was refused. */
    ClientContext withoutToken() {
        return with(means.withoutToken());
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
