package im.redoubt.testkit.peer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The client's side of SCRAM-SHA-256 without channel binding (RFC 5802 section 3), written for tests from the RFC and with
 * nothing but the JDK.
 */
public final class Scram {
    private static final int KEY_BITS = 256;

    private final String response;
    private final String signature;

    private Scram(String response, String signature) {
        this.response = response;
        this.signature = signature;
    }

    /**
     * Answers a challenge.
     *
     * @param password the password
     * @param first what the client sent first, without {@code n,,}
     * @param challenge what the server answered
     */
    public static Scram answer(String password, String first, String challenge) {
        Map<String, String> parts = new HashMap<>();
        for (String part : challenge.split(",", -1)) {
            parts.put(part.substring(0, 1), part.substring(2));
        }
        try {
            PBEKeySpec spec = new PBEKeySpec(
                    password.toCharArray(),
                    Base64.getDecoder().decode(parts.get("s")),
                    Integer.parseInt(parts.get("i")),
                    KEY_BITS);
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            String bare = "c=biws,r=" + parts.get("r");
            String all = first + "," + challenge + "," + bare;
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] signed = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), all);
            for (int i = 0; i < signed.length; i++) {
                signed[i] ^= clientKey[i];
            }
            byte[] server = hmac(hmac(salted, "Server Key"), all);
            return new Scram(bare + ",p=" + base64(signed), "v=" + base64(server));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what the client sends last. */
    public String response() {
        return response;
    }

    /** Returns what the server must say with success. */
    public String signature() {
        return signature;
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
