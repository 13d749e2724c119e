package im.redoubt.server.store;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Which token it is: 128 random bits, of which the token is made together with a key that is not in the store.
 *
 * @param hex 32 hexadecimal digits
 */
public record TokenSerial(String hex) {
    private static final int BYTES = 16;

    /** Draws one. */
    public static TokenSerial generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new TokenSerial(HexFormat.of().formatHex(bytes));
    }
}
