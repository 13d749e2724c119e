package im.redoubt.server.capabilities;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The hash functions by which capabilities are verified (XEP-0300 section 3), the one that is preferred first. */
enum HashAlgorithm {
    SHA_256("sha-256", "SHA-256", 32),
    SHA3_256("sha3-256", "SHA3-256", 32),
    SHA_512("sha-512", "SHA-512", 64),
    SHA3_512("sha3-512", "SHA3-512", 64),
    /** For XEP-0115 alone, where it must be known (its section 8.1): who poisons a cache needs a preimage, not a collision. */
    SHA_1("sha-1", "SHA-1", 20);

    private final String wireName;
    private final String javaName;
    private final int bytes;

    HashAlgorithm(String wireName, String javaName, int bytes) {
        this.wireName = wireName;
        this.javaName = javaName;
        this.bytes = bytes;
    }

    static Optional<HashAlgorithm> of(String wireName) {
        for (HashAlgorithm algorithm : values()) {
            if (algorithm.wireName.equals(wireName)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    String wireName() {
        return wireName;
    }

    /** Returns the hash of {@code input} in Base64, with padding. */
    String hash(byte[] input) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance(javaName).digest(input));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK of this version has " + javaName, missing);
        }
    }

    /** Returns whether {@code text} can be a hash, in the one way in which {@link #hash} writes it. */
    boolean isHash(String text) {
        if (text.length() != (bytes + 2) / 3 * 4) {
            return false;
        }
        try {
            byte[] value = Base64.getDecoder().decode(text);
            return value.length == bytes
                    && Base64.getEncoder().encodeToString(value).equals(text);
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }
}
