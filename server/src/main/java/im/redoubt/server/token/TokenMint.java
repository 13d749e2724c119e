package im.redoubt.server.token;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.server.store.ClientKey;
import im.redoubt.server.store.TokenSerial;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes tokens: the HMAC-SHA-256 of whose it is and which one it is, with the key of this server.
 *
 * <p>Guarantee: a token of 256 bits that nobody can make who has the database alone, and that is another one for every account,
 * client, serial and mechanism.
 */
public final class TokenMint {
    /** The bytes of the key. */
    public static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Secret key;

    /**
     * Makes tokens with a key.
     *
     * @param key {@link #KEY_BYTES} random bytes, always the same
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public TokenMint(Secret key) {
        if (key.length() != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + key.length() + " bytes for tokens");
        }
        this.key = key;
    }

    /** Returns a token as its client has it: 43 characters. To be closed by the caller. */
    Secret token(BareJid account, ClientKey client, TokenSerial serial, TokenMechanism mechanism) {
        byte[] secret = key.reveal();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            // NUL parts the fields, none of which can hold one.
            String what =
                    String.join("\0", "token", mechanism.wireName(), serial.hex(), client.hex(), account.toString());
            byte[] raw = mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
            byte[] text = Base64.getUrlEncoder().withoutPadding().encode(raw);
            Secret token = Secret.copyOf(text);
            Arrays.fill(raw, (byte) 0);
            Arrays.fill(text, (byte) 0);
            return token;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
