package im.redoubt.testkit.hostile;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's side of one exchange of SCRAM (RFC 5802), written for tests from the RFC and with nothing but the JDK. */
final class ServerScram {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String hash;
    private final String password;
    private final Map<String, byte[]> bindings;
    private final byte[] salt = new byte[16];
    private String header = "";
    private String clientFirst = "";
    private String serverFirst = "";
    private int iterations;

    /**
     * Begins.
     *
     * @param mechanism its name
     * @param password of the account
     * @param bindings the bindings of the connection
     */
    ServerScram(String mechanism, String password, Map<String, byte[]> bindings) {
        this.hash = mechanism.replace("SCRAM-", "").replace("-PLUS", "");
        this.password = password;
        this.bindings = bindings;
        RANDOM.nextBytes(salt);
    }

    /**
     * Takes the client's first message.
     *
     * @param message with its header
     * @param times how often the client is to hash
     * @param extensions what goes to the end of the answer
     * @return the answer
     */
    String first(String message, int times, String extensions) {
        int bare = message.indexOf(',', message.indexOf(',') + 1) + 1;
        header = message.substring(0, bare);
        clientFirst = message.substring(bare);
        iterations = times;
        return "r=" + nonce() + random() + ",s=" + base64(salt) + ",i=" + times + extensions;
    }

    /** Takes what was said instead of the answer. */
    void said(String message) {
        serverFirst = message;
    }

    /** Returns the client's nonce. */
    String nonce() {
        return clientFirst.substring(clientFirst.indexOf(",r=") + 3).split(",", 2)[0];
    }

    /**
     * Takes the client's last message.
     *
     * @return the answer, or nothing if proof or binding are wrong
     */
    Optional<String> last(String message) {
        int cut = message.indexOf(",p=");
        if (cut < 0 || !message.startsWith("c=" + base64(bound()) + ",")) {
            return Optional.empty();
        }
        String bare = message.substring(0, cut);
        byte[] proof = Base64.getDecoder().decode(message.substring(cut + 3));
        String all = clientFirst + "," + serverFirst + "," + bare;
        byte[] salted = salted();
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] expected = hmac(digest(clientKey), all);
        for (int i = 0; i < expected.length; i++) {
            expected[i] ^= clientKey[i];
        }
        return Arrays.equals(expected, proof)
                ? Optional.of("v=" + base64(hmac(hmac(salted, "Server Key"), all)))
                : Optional.empty();
    }

    /** Returns what the client has to have bound: its header, and the data if it names a type. */
    private byte[] bound() {
        byte[] start = header.getBytes(StandardCharsets.UTF_8);
        if (!header.startsWith("p=")) {
            return start;
        }
        byte[] data = bindings.getOrDefault(header.substring(2, header.indexOf(',')), new byte[0]);
        byte[] all = Arrays.copyOf(start, start.length + data.length);
        System.arraycopy(data, 0, all, start.length, data.length);
        return all;
    }

    private byte[] salted() {
        int bits = hash.equals("SHA-512") ? 512 : hash.equals("SHA-1") ? 160 : 256;
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash.replace("-", ""))
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, bits))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the hash of a list, in base64. */
    String hashed(byte[] text) {
        return base64(digest(text));
    }

    private byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance(hash).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] hmac(byte[] key, String text) {
        return hmac("Hmac" + hash.replace("-", ""), key, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hmac(String algorithm, byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns 144 random bits that fit into a nonce, an identifier and a token. */
    static String random() {
        byte[] bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
