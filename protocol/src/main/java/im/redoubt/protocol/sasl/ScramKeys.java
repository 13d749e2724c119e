package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The keys that follow from a salted password: RFC 5802 section 3. */
final class ScramKeys {
    private static final byte[] CLIENT = "Client Key".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERVER = "Server Key".getBytes(StandardCharsets.US_ASCII);

    private final byte[] clientKey;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private ScramKeys(byte[] clientKey, byte[] storedKey, byte[] serverKey) {
        this.clientKey = clientKey;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    static ScramKeys of(ScramHash hash, Secret saltedPassword) {
        byte[] salted = saltedPassword.reveal();
        byte[] clientKey = hash.hmac(salted, CLIENT);
        byte[] serverKey = hash.hmac(salted, SERVER);
        Arrays.fill(salted, (byte) 0);
        return new ScramKeys(clientKey, hash.digest(clientKey), serverKey);
    }

    byte[] clientKey() {
        return clientKey;
    }

    byte[] storedKey() {
        return storedKey;
    }

    byte[] serverKey() {
        return serverKey;
    }
}
