package im.redoubt.client;

import java.security.SecureRandom;
import java.util.Base64;

/** Identifiers that nobody can guess. */
final class Identifiers {
    private static final int BYTES = 16;

    private Identifiers() {}

    /** Returns 128 random bits, in 22 characters. */
    static String next(SecureRandom random) {
        byte[] id = new byte[BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
