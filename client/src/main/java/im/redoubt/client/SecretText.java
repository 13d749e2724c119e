package im.redoubt.client;

import im.redoubt.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Secrets that go out in stanzas, which are text: the password of a room, say. What is in a stanza cannot be erased any more, so this
 * is called as late as can be.
 */
public final class SecretText {
    private SecretText() {}

    /** Returns the characters. */
    public static String of(Secret secret) {
        byte[] bytes = secret.reveal();
        try {
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
