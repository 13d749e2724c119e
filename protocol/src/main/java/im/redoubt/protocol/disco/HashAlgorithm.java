package im.redoubt.protocol.disco;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The hash functions by which capabilities are verified (XEP-0300 section 3), the one that is preferred first. Some platforms lack
 * some of them, Android the SHA-3 ones; there a hash of those is of an unknown kind, which is no error.
 */
public enum HashAlgorithm {
    /** SHA-256. */
    SHA_256("sha-256", "SHA-256", 32),
    /** SHA3-256. */
    SHA3_256("sha3-256", "SHA3-256", 32),
    /** SHA-512. */
    SHA_512("sha-512", "SHA-512", 64),
    /** SHA3-512. */
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

    /**
     * Finds a function.
     *
     * @param wireName its name in XEP-0300
     * @return the function; nothing if it is not known here, or this platform does not have it
     */
    public static Optional<HashAlgorithm> of(String wireName) {
        return of(wireName, HashAlgorithm::isAvailable);
    }

    static Optional<HashAlgorithm> of(String wireName, Predicate<HashAlgorithm> available) {
        for (HashAlgorithm algorithm : values()) {
            if (algorithm.wireName.equals(wireName) && available.test(algorithm)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** Returns whether this platform has it. */
    public boolean isAvailable() {
        return digest().isPresent();
    }

    /** Returns its name in XEP-0300. */
    public String wireName() {
        return wireName;
    }

    /** Returns the hash of {@code input} in Base64, with padding. */
    String hash(byte[] input) {
        MessageDigest digest =
                digest().orElseThrow(() -> new IllegalStateException("this platform does not have " + javaName));
        return Base64.getEncoder().encodeToString(digest.digest(input));
    }

    private Optional<MessageDigest> digest() {
        try {
            return Optional.of(MessageDigest.getInstance(javaName));
        } catch (NoSuchAlgorithmException missing) {
            return Optional.empty();
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
