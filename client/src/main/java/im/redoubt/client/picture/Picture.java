package im.redoubt.client.picture;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small picture. Immutable.
 *
 * <p>Guarantee: it has between one byte and {@link #MOST_BYTES}, and begins like its type; what its owner says of the type was not
 * asked. Nobody has decoded it: whoever shows it should bound the pixels, since few bytes can stand for very many.
 */
public final class Picture {
    /** The most bytes of any picture: what fits into a stanza. */
    public static final int MOST_BYTES = 180_000;

    /** The most bytes of a picture of somebody else's, if nothing else is said. */
    public static final int USUAL_BYTES = 131_072;

    private final byte[] bytes;
    private final PictureType type;

    private Picture(byte[] bytes, PictureType type) {
        this.bytes = bytes;
        this.type = type;
    }

    /**
     * Returns a picture of the application's own.
     *
     * @param bytes the file, 1 to {@link #MOST_BYTES} bytes; they are copied
     * @throws IllegalArgumentException if there are more, or it is neither PNG, JPEG, GIF nor WebP
     */
    public static Picture of(byte[] bytes) {
        return read(bytes.clone(), MOST_BYTES)
                .orElseThrow(() -> new IllegalArgumentException(
                        "PNG, JPEG, GIF or WebP of at most " + MOST_BYTES + " bytes; make it smaller"));
    }

    private static Optional<Picture> read(byte[] bytes, int mostBytes) {
        return bytes.length > mostBytes
                ? Optional.empty()
                : PictureType.of(bytes).map(type -> new Picture(bytes, type));
    }

    /**
     * Reads a picture as it comes in stanzas.
     *
     * @param base64 Base64, with white space anywhere (XEP-0084 section 4.2.1)
     * @param mostBytes the most bytes of the picture, 1 to {@link #MOST_BYTES}
     * @return nothing if it is something else, or more
     */
    public static Optional<Picture> read(String base64, int mostBytes) {
        if (mostBytes < 1 || mostBytes > MOST_BYTES) {
            throw new IllegalArgumentException("1 to " + MOST_BYTES + " bytes");
        }
        int most = (mostBytes + 2) / 3 * 4;
        byte[] digits = new byte[Math.min(base64.length(), most)];
        int count = 0;
        for (int i = 0; i < base64.length(); i++) {
            char c = base64.charAt(i);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                continue;
            }
            if (c > 0x7F || count == digits.length) {
                return Optional.empty();
            }
            digits[count++] = (byte) c;
        }
        try {
            return read(Base64.getDecoder().decode(Arrays.copyOf(digits, count)), mostBytes);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Returns the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns how many bytes. */
    public int size() {
        return bytes.length;
    }

    /** Returns what they begin like. */
    public PictureType type() {
        return type;
    }

    /** Returns the SHA-1 of the bytes in 40 digits, which is a picture's name (XEP-0084 section 3). It says what it is and not whose. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(bytes);
            return String.format(Locale.ROOT, "%040x", new BigInteger(1, hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has SHA-1", e);
        }
    }

    /** Returns the bytes in Base64. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Picture that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns the type and the size. */
    @Override
    public String toString() {
        return type.mediaType() + " of " + bytes.length + " bytes";
    }
}
