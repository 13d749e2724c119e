package im.redoubt.app.attack;

import im.redoubt.app.command.RawClient;
import im.redoubt.testkit.peer.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** SCRAM (RFC 5802, RFC 7677) by hand, each part of which may be forged. */
final class Scram {
    static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO0123";

    private final UnaryOperator<String> await;
    private final String clientFirstBare;
    private final String gs2;
    private final String hash;
    private String serverFirst = "";

    private Scram(UnaryOperator<String> await, String mechanism, String gs2, String name) {
        this.await = await;
        this.hash = mechanism.startsWith("SCRAM-SHA-")
                ? "SHA-" + mechanism.substring("SCRAM-SHA-".length()).replace("-PLUS", "")
                : "SHA-256";
        this.gs2 = gs2;
        this.clientFirstBare = "n=" + name + ",r=" + NONCE;
    }

    /** Sends the first message with this mechanism and header, and returns what to go on with. */
    static Scram begin(RawClient client, String mechanism, String gs2, String name) {
        Scram scram = new Scram(client::await, mechanism, gs2, name);
        client.send(auth(mechanism, gs2 + scram.clientFirstBare));
        return scram;
    }

    /** Begins with a first message that somebody else sends; {@code await} returns what comes up to a text. */
    static Scram awaiting(UnaryOperator<String> await, String gs2, String name) {
        return new Scram(await, "SCRAM-SHA-256", gs2, name);
    }

    /** The same with another mechanism. */
    static Scram by(UnaryOperator<String> await, String mechanism, String name) {
        return new Scram(await, mechanism, "n,,", name);
    }

    /** Returns the first message. */
    String first() {
        return gs2 + clientFirstBare;
    }

    /** Sends the first message over a WebSocket. */
    static Scram begin(RawWebSocket client, String mechanism, String gs2, String name) throws IOException {
        Scram scram = new Scram(
                text -> {
                    try {
                        return client.await(text).strip();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                mechanism,
                gs2,
                name);
        client.send(auth(mechanism, gs2 + scram.clientFirstBare));
        return scram;
    }

    /** The element that begins an attempt. */
    static String auth(String mechanism, String message) {
        return "<auth xmlns='" + SASL + "' mechanism='" + mechanism + "'>" + base64(message) + "</auth>";
    }

    static String response(String message) {
        return "<response xmlns='" + SASL + "'>" + base64(message) + "</response>";
    }

    static String base64(String message) {
        return base64(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] message) {
        return Base64.getEncoder().encodeToString(message);
    }

    /** Waits for the challenge. */
    Scram challenged() {
        String challenge = await.apply("</challenge>");
        String data = challenge.substring(
                challenge.lastIndexOf('>', challenge.length() - 2) + 1, challenge.length() - "</challenge>".length());
        serverFirst = new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
        return this;
    }

    /** Returns a part of the challenge: {@code r}, {@code s}, {@code i}, {@code h} or {@code t}. */
    String challenge(char part) {
        for (String field : serverFirst.split(",", -1)) {
            if (field.startsWith(part + "=")) {
                return field.substring(2);
            }
        }
        throw new AssertionError("no " + part + " in " + serverFirst);
    }

    /** Returns the final message for this password, with the right channel binding data, or none. */
    String proof(String password, byte[] binding) {
        return proof(password, binding, challenge('r'));
    }

    /** Returns the final message with a nonce of one's own. */
    String proof(String password, byte[] binding, String nonce) {
        byte[] header = gs2.getBytes(StandardCharsets.UTF_8);
        byte[] bound = new byte[header.length + binding.length];
        System.arraycopy(header, 0, bound, 0, header.length);
        System.arraycopy(binding, 0, bound, header.length, binding.length);
        String withoutProof = "c=" + base64(bound) + ",r=" + nonce;
        try {
            byte[] salted = salted(hash, password, challenge('s'), challenge('i'));
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] storedKey = MessageDigest.getInstance(hash).digest(clientKey);
            byte[] signature = hmac(storedKey, clientFirstBare + "," + serverFirst + "," + withoutProof);
            byte[] proof = new byte[clientKey.length];
            for (int i = 0; i < proof.length; i++) {
                proof[i] = (byte) (clientKey[i] ^ signature[i]);
            }
            return withoutProof + ",p=" + base64(proof);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        return hmac(hash, key, text);
    }

    private static byte[] hmac(String hash, byte[] key, String text) throws GeneralSecurityException {
        String name = "Hmac" + hash.replace("-", "");
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(key, name));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns SaltedPassword; the salt is in base64. */
    static byte[] salted(String hash, String password, String salt, String iterations) throws GeneralSecurityException {
        int bits = MessageDigest.getInstance(hash).getDigestLength() * 8;
        return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash.replace("-", ""))
                .generateSecret(new PBEKeySpec(
                        password.toCharArray(), Base64.getDecoder().decode(salt), Integer.parseInt(iterations), bits))
                .getEncoded();
    }

    /** Returns what a server keeps of a password: the verifier in text. */
    static String verifier(String hash, String password, String salt, String iterations)
            throws GeneralSecurityException {
        byte[] salted = salted(hash, password, salt, iterations);
        byte[] stored = MessageDigest.getInstance(hash).digest(hmac(hash, salted, "Client Key"));
        return "SCRAM-" + hash + "$" + iterations + ":" + salt + "$" + base64(stored) + ":"
                + base64(hmac(hash, salted, "Server Key"));
    }
}
