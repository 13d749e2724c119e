package im.redoubt.server.store;

import java.util.Base64;
import java.util.Optional;

/**
 * The SHA-256 of a token, by which it is known when it is shown. Whoever has it cannot show the token.
 *
 * @param text in the alphabet of Base64 for addresses, without padding: 43 characters (RFC 4648 section 5)
 */
public record TokenHash(String text) {
    private static final int BYTES = 32;

    /** Returns that of a token. */
    public static TokenHash of(InvitationToken token) {
        return of(token.hash());
    }

    private static TokenHash of(byte[] hash) {
        return new TokenHash(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    /** Reads what is written in the one way in which it can be. */
    public static Optional<TokenHash> parse(String text) {
        try {
            byte[] hash = Base64.getUrlDecoder().decode(text);
            return hash.length == BYTES && of(hash).text.equals(text)
                    ? Optional.of(new TokenHash(text))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
