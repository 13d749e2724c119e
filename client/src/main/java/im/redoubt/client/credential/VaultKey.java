package im.redoubt.client.credential;

import im.redoubt.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The random key of a vault: of it follow a key that encrypts and one that authenticates. */
final class VaultKey implements AutoCloseable {
    private static final int BYTES = 32;

    private final Secret bytes;

    private VaultKey(Secret bytes) {
        this.bytes = bytes;
    }

    static VaultKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        VaultKey key = new VaultKey(Secret.copyOf(bytes));
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    /** Returns a copy of the key, which the caller erases. */
    byte[] encoded() {
        return bytes.reveal();
    }

    /** Returns the key, if these bytes are one; they are erased. */
    static Optional<VaultKey> decoded(byte[] encoded) {
        Optional<VaultKey> key =
                encoded.length == BYTES ? Optional.of(new VaultKey(Secret.copyOf(encoded))) : Optional.empty();
        Arrays.fill(encoded, (byte) 0);
        return key;
    }

    /** Returns what encrypts. */
    PassphraseChars chars() throws GeneralSecurityException {
        byte[] derived = derived("encryption");
        try (Secret secret = Secret.copyOf(derived)) {
            return PassphraseChars.of(secret);
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    /** Returns {@code plain} and its authentication. */
    byte[] authenticated(byte[] plain) throws GeneralSecurityException {
        byte[] tag = tag(plain, plain.length);
        byte[] content = Arrays.copyOf(plain, plain.length + tag.length);
        System.arraycopy(tag, 0, content, plain.length, tag.length);
        return content;
    }

    /** Returns what was authenticated; {@code content} is erased. */
    Optional<byte[]> verified(byte[] content) throws GeneralSecurityException {
        int length = content.length - BYTES;
        if (length < 0) {
            return Optional.empty();
        }
        boolean right =
                MessageDigest.isEqual(tag(content, length), Arrays.copyOfRange(content, length, content.length));
        byte[] plain = Arrays.copyOf(content, length);
        Arrays.fill(content, (byte) 0);
        return right ? Optional.of(plain) : Optional.empty();
    }

    private byte[] tag(byte[] content, int length) throws GeneralSecurityException {
        byte[] key = derived("authentication");
        Mac mac = mac(key);
        Arrays.fill(key, (byte) 0);
        mac.update(content, 0, length);
        return mac.doFinal();
    }

    private byte[] derived(String purpose) throws GeneralSecurityException {
        byte[] key = bytes.reveal();
        Mac mac = mac(key);
        Arrays.fill(key, (byte) 0);
        return mac.doFinal(("redoubt credentials 1 " + purpose).getBytes(StandardCharsets.US_ASCII));
    }

    private static Mac mac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
