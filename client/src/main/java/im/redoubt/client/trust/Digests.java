package im.redoubt.client.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes as hexadecimal digits. */
final class Digests {
    private static final String DIGITS = "0123456789abcdef";

    private Digests() {}

    /** Returns the hash in lower case. */
    static String hex(String algorithm, byte[] bytes) {
        try {
            return hex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has " + algorithm, e);
        }
    }

    /** Returns the bytes as digits in lower case. */
    static String hex(byte[] bytes) {
        StringBuilder digits = new StringBuilder(2 * bytes.length);
        for (byte b : bytes) {
            digits.append(DIGITS.charAt((b & 0xF0) >> 4)).append(DIGITS.charAt(b & 0x0F));
        }
        return digits.toString();
    }
}
