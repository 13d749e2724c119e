package im.redoubt.protocol.sasl;

import java.util.Base64;
import java.util.Optional;

/** Base64 with one spelling for each value: RFC 4648 section 4 with padding, no white space, no spare bits. */
public final class CanonicalBase64 {
    private CanonicalBase64() {}

    /**
     * Encodes bytes.
     *
     * @param bytes the bytes
     * @return their spelling, empty for none
     */
    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Decodes text.
     *
     * @param text the text
     * @return the bytes, or empty if the text is not what {@link #encode} would give for them
     */
    public static Optional<byte[]> decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        // The decoder lets padding go missing and spare bits be set; encoding again finds both.
        return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    }
}
