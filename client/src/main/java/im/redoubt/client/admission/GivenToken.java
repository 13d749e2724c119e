package im.redoubt.client.admission;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.payload.DateTime;
import im.redoubt.xml.Element;
import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token that was given away, as {@code xmpp:ACCOUNT?roster;preauth=TOKEN} for instance (XEP-0379): whoever shows it first is let in. The
 * server knows its SHA-256 alone, and so does this.
 *
 * @param sha256 in Base64url without padding, 43 characters (RFC 4648 section 5)
 * @param until when it ends; a server takes none of more than 30 days
 */
public record GivenToken(String sha256, Instant until) {
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    /** The unreserved characters of RFC 3986; what is shorter can be guessed, and no server takes it. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{16,256}");

    /**
     * Looks at the hash.
     *
     * @throws IllegalArgumentException if it is none
     */
    public GivenToken {
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a SHA-256 has 43 characters of Base64url");
        }
        until = Instant.ofEpochMilli(until.toEpochMilli());
    }

    /**
     * Returns what the server is told of a token.
     *
     * @param token 16 to 256 of the characters {@code A-Z a-z 0-9 . _ ~ -}, at least 128 bits of them random
     * @param until when it ends
     * @throws IllegalArgumentException if it has others, or too few
     */
    public static GivenToken of(Secret token, Instant until) {
        byte[] bytes = token.reveal();
        try {
            char[] characters = new char[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                characters[i] = (char) (bytes[i] & 0xff);
            }
            boolean fits = TOKEN.matcher(CharBuffer.wrap(characters)).matches();
            Arrays.fill(characters, '\0');
            if (!fits) {
                throw new IllegalArgumentException("a token has 16 to 256 of A-Z, a-z, 0-9 and . _ ~ -");
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new GivenToken(Base64.getUrlEncoder().withoutPadding().encodeToString(hash), until);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    static Optional<GivenToken> read(Element invited) {
        Optional<String> hash = invited.attribute("token-sha256")
                .filter(text -> HASH.matcher(text).matches());
        Optional<Instant> until = invited.attribute("until").flatMap(DateTime::parse);
        return hash.flatMap(text -> until.map(end -> new GivenToken(text, end)));
    }
}
