package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.payload.DateTime;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.Optional;

/**
 * A token that came with a success (XEP-0484 section 3.3). It is kept in place of the one before, which the server takes until
 * this one is used.
 *
 * @param mechanism what it is good for, and nothing else
 * @param token the token; whoever takes it from the session owns it
 * @param expiry when it ends, as the server says
 */
public record IssuedToken(TokenMechanism mechanism, Secret token, Instant expiry) {
    /** The longest token that is taken, in characters. */
    public static final int LONGEST = 4096;

    /**
     * Reads an element {@code <token/>}.
     *
     * @param element the element
     * @param mechanism what was asked for, or what was used and is replaced
     * @return the token; empty if it is malformed, or for another mechanism
     */
    static Optional<IssuedToken> read(Element element, TokenMechanism mechanism) {
        Optional<String> token = element.attribute("token").filter(IssuedToken::plausible);
        Optional<Instant> expiry = element.attribute("expiry").flatMap(DateTime::parse);
        boolean same =
                element.attribute("mechanism").map(mechanism.wireName()::equals).orElse(true);
        return token.isPresent() && expiry.isPresent() && same
                ? Optional.of(new IssuedToken(mechanism, Secret.utf8(token.get().toCharArray()), expiry.get()))
                : Optional.empty();
    }

    /** Returns whether it is worth keeping at this moment. */
    public boolean isGood(Instant now) {
        return expiry.isAfter(now);
    }

    private static boolean plausible(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (Character.isSurrogate(token.charAt(i))) {
                return false;
            }
        }
        return !token.isEmpty() && token.length() <= LONGEST;
    }
}
