package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;
import java.util.Arrays;

/** The two sides of a proof by token. */
enum TokenMac {
    /** What the client sends. */
    INITIATOR("Initiator"),
    /** What the server answers. */
    RESPONDER("Responder");

    /** The bytes of a proof. */
    static final int BYTES = 32;

    private final String word;

    TokenMac(String word) {
        this.word = word;
    }

    byte[] of(Secret token, byte[] binding) {
        byte[] key = token.reveal();
        byte[] mac = ScramHash.SHA_256.hmac(key, StrictUtf8.encode(word), binding);
        Arrays.fill(key, (byte) 0);
        return mac;
    }
}
