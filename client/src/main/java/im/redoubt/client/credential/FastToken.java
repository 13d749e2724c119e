package im.redoubt.client.credential;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.stream.ClientToken;
import im.redoubt.protocol.stream.IssuedToken;
import java.time.Instant;

/**
 * A token that signs in instead of a password (XEP-0484).
 *
 * @param mechanism the one that it was asked for; it is good for no other
 * @param secret the token as the server handed it out, in UTF-8
 * @param count how often it has been used (section 3.4): 0 to {@link #MOST_USES}
 * @param expiry when the server will not take it any more
 */
public record FastToken(TokenMechanism mechanism, Secret secret, long count, Instant expiry) {
    /** The most uses that are counted. */
    public static final long MOST_USES = ClientToken.MOST_USES;

    /** Checks that the count is within its bounds and the secret is not empty. */
    public FastToken {
        if (count < 0 || count > MOST_USES || secret.length() == 0) {
            throw new IllegalArgumentException("a token with a count of 0 to " + MOST_USES);
        }
    }

    /** Returns a token that the server has just handed out, not used yet. */
    public static FastToken of(IssuedToken issued) {
        return new FastToken(issued.mechanism(), issued.token(), 0, issued.expiry());
    }

    /**
     * Returns what a client signs in by, with the count as it is: {@link Credentials#withTokenUsed} comes first, so that it is kept.
     *
     * @throws IllegalArgumentException if it was not counted as used
     */
    public ClientToken toClientToken() {
        return new ClientToken(mechanism, secret, count);
    }

    /** Returns whether it can be used once more at {@code now}. */
    public boolean isUsable(Instant now) {
        return now.isBefore(expiry) && count < MOST_USES;
    }
}
