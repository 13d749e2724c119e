package im.redoubt.protocol.sasl;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes nonces, and knows what a peer's nonce must be like: RFC 5802 section 5.1. */
final class Nonces {
    /** Random bytes in a nonce of ours: 192 bits, of which 128 would do. */
    static final int BYTES = 24;

    /**
     * The shortest nonce of a client, in characters. Some clients in use have 14 digits. A short one hurts its client
     * only: the server is protected by its own nonce.
     */
    static final int CLIENT_FLOOR = 8;

    /** The least that a server must add to our nonce, in characters; servers in use add 18 and more. */
    static final int SERVER_FLOOR = 16;

    /** The longest nonce of one side, in characters. */
    static final int LONGEST = 256;

    private Nonces() {}

    static String generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Printable ASCII but the comma. */
    static boolean printable(String nonce) {
        for (int i = 0; i < nonce.length(); i++) {
            char c = nonce.charAt(i);
            if (c < 0x21 || c > 0x7E || c == ',') {
                return false;
            }
        }
        return true;
    }

    /** Whether a server's nonce is ours with enough of its own behind: RFC 5802 section 5.1. */
    static boolean extend(String ours, String whole) {
        int added = whole.length() - ours.length();
        return whole.startsWith(ours) && added >= SERVER_FLOOR && added <= LONGEST && printable(whole);
    }
}
