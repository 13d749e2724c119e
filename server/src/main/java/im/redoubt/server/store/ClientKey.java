package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One client of one account: 128 bits of a hash of the account and the id that the client gave itself (XEP-0388 section 3.2), so
 * that nobody reads from the store which clients of two accounts are one program.
 *
 * @param hex 32 hexadecimal digits, lower case
 */
public record ClientKey(String hex) {
    private static final int BYTES = 16;

    /** Checks the digits. */
    public ClientKey {
        if (!digits(hex)) {
            throw new IllegalArgumentException("not a key of a client");
        }
    }

    /** Returns the key of a client. */
    public static ClientKey of(BareJid account, String userAgent) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(account.toString().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            byte[] hash = digest.digest(userAgent.getBytes(StandardCharsets.UTF_8));
            return new ClientKey(HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reads a key that somebody sent. */
    public static Optional<ClientKey> parse(String text) {
        return digits(text) ? Optional.of(new ClientKey(text)) : Optional.empty();
    }

    private static boolean digits(String text) {
        return text.length() == 2 * BYTES
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
