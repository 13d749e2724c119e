package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;
import java.util.Arrays;

/** Makes the verifiers of accounts that do not exist. */
final class Decoy {
    private static final int SHORTEST_SECRET = 32;

    private Decoy() {}

    static ScramVerifier of(ScramHash hash, Secret serverSecret, String username, int iterations) {
        if (serverSecret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("a server secret of " + serverSecret.length() + " bytes");
        }
        byte[] secret = serverSecret.reveal();
        byte[] salt = Arrays.copyOf(part(ScramHash.SHA_256, secret, hash, "salt", username), ScramVerifier.SALT_BYTES);
        byte[] stored = part(hash, secret, hash, "stored", username);
        byte[] server = part(hash, secret, hash, "server", username);
        Arrays.fill(secret, (byte) 0);
        return ScramVerifier.decoy(hash, iterations, salt, stored, server);
    }

    /** NUL parts the fields; the name comes last, so that no two inputs are alike. */
    private static byte[] part(ScramHash mac, byte[] secret, ScramHash hash, String purpose, String username) {
        return mac.hmac(secret, StrictUtf8.encode(hash.scheme() + '\0' + purpose + '\0' + username));
    }
}
