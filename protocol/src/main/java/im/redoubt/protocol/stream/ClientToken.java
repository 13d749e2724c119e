package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.TokenMechanism;

/**
 * A token that the server handed out for the account and this installation (XEP-0484), good for one mechanism only.
 *
 * @param mechanism what it was asked for with
 * @param token the token as it came, in UTF-8; the caller owns it
 * @param count how often it will have been used with this use, 1 to {@link #MOST_USES}: no number is said twice, so that nobody
 *     can repeat a message (section 3.4)
 */
public record ClientToken(TokenMechanism mechanism, Secret token, long count) {
    /** The greatest count. */
    public static final long MOST_USES = Integer.MAX_VALUE;

    /** Checks the count and that there is a token. */
    public ClientToken {
        if (count < 1 || count > MOST_USES || token.length() == 0) {
            throw new IllegalArgumentException("a token, and a count from 1 to " + MOST_USES);
        }
    }
}
