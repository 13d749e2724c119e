package im.redoubt.protocol.sasl;

import im.redoubt.protocol.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions of SCRAM, weakest first. */
public enum ScramHash {
    /** SHA-1, for old clients only: RFC 5802. */
    SHA_1("SCRAM-SHA-1", "SHA-1", "HmacSHA1", 20),
    /** SHA-256: RFC 7677. */
    SHA_256("SCRAM-SHA-256", "SHA-256", "HmacSHA256", 32),
    /** SHA-512. */
    SHA_512("SCRAM-SHA-512", "SHA-512", "HmacSHA512", 64);

    private final String scheme;
    private final String digestName;
    private final String macName;
    private final int length;

    ScramHash(String scheme, String digestName, String macName, int length) {
        this.scheme = scheme;
        this.digestName = digestName;
        this.macName = macName;
        this.length = length;
    }

    /** Returns the name of the mechanism without {@code -PLUS}, by which verifiers are marked. */
    public String scheme() {
        return scheme;
    }

    /** Returns the next weaker one, if there is one. */
    public Optional<ScramHash> weaker() {
        return switch (this) {
            case SHA_1 -> Optional.empty();
            case SHA_256 -> Optional.of(SHA_1);
            case SHA_512 -> Optional.of(SHA_256);
        };
    }

    /** Returns the length of the hash in bytes. */
    public int length() {
        return length;
    }

    /**
     * Computes SaltedPassword, the function Hi of RFC 5802 section 2.2. Slow on purpose: not for an event loop.
     *
     * @param password the prepared password, not empty
     * @param salt the salt, 1 byte and up
     * @param iterations the iterations, from {@link IterationBounds#FLOOR} to {@link IterationBounds#CEILING}
     * @return the salted password, to be closed by the caller
     * @throws IllegalArgumentException if an argument is out of its bounds
     */
    public Secret saltedPassword(Secret password, byte[] salt, int iterations) {
        if (iterations < IterationBounds.FLOOR || iterations > IterationBounds.CEILING) {
            throw new IllegalArgumentException("iterations out of bounds: " + iterations);
        }
        if (password.length() == 0 || salt.length == 0) {
            throw new IllegalArgumentException("an empty password or salt");
        }
        byte[] key = password.reveal();
        byte[] result = Pbkdf2.hi(mac(key), salt, iterations);
        Arrays.fill(key, (byte) 0);
        Secret salted = Secret.copyOf(result);
        Arrays.fill(result, (byte) 0);
        return salted;
    }

    byte[] digest(byte[] input) {
        try {
            return MessageDigest.getInstance(digestName).digest(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks " + digestName, e);
        }
    }

    byte[] hmac(byte[] key, byte[]... parts) {
        Mac mac = mac(key);
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(macName);
            mac.init(new SecretKeySpec(key, macName));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks " + macName, e);
        }
    }
}
