package im.redoubt.server.avatar;

import im.redoubt.server.store.Blob;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image as it was uploaded. Nobody has looked inside.
 *
 * @param type what its owner says that it is, for instance {@code image/png}
 * @param bytes the image
 */
record Image(String type, Blob bytes) {
    private static final String USUAL_TYPE = "image/png";
    private static final Pattern TYPE = Pattern.compile("image/[a-zA-Z0-9.+-]{1,64}");
    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\r\\n]+");

    /** Reads an image; nothing if it is not Base64 (white space aside, XEP-0084 section 4.2.1), or empty. */
    static Optional<Image> read(Optional<String> type, String base64) {
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(WHITE_SPACE.matcher(base64).replaceAll(""));
            return bytes.length == 0
                    ? Optional.empty()
                    : Optional.of(new Image(
                            type.map(String::strip)
                                    .filter(said -> TYPE.matcher(said).matches())
                                    .orElse(USUAL_TYPE),
                            Blob.of(bytes)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Returns the SHA-1 of the image, which is its name everywhere (XEP-0084 section 4.1, XEP-0153 section 3.1). */
    String id() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Returns the image in Base64. */
    String base64() {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
