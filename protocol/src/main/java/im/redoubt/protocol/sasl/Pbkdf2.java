package im.redoubt.protocol.sasl;

import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/**
 * One block of PBKDF2 (RFC 8018 section 5.2), which is the function Hi of RFC 5802.
 *
 * <p>Own loop rather than the platform's key factory: Android 26 has no factory for SHA-512, factories differ in how
 * they encode characters, and a password goes in as bytes here.
 */
final class Pbkdf2 {
    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

    private Pbkdf2() {}

    static byte[] hi(Mac mac, byte[] salt, int iterations) {
        mac.update(salt);
        byte[] round = mac.doFinal(FIRST_BLOCK);
        byte[] sum = round.clone();
        try {
            for (int i = 1; i < iterations; i++) {
                mac.update(round);
                mac.doFinal(round, 0);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] ^= round[j];
                }
            }
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a MAC longer than itself", e);
        }
        return sum;
    }
}
