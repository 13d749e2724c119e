package im.redoubt.client.picture;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types of pictures that there are: pixels only. What has scripts or links in it, such as SVG, is none. */
public enum PictureType {
    /** PNG. */
    PNG("image/png", "\\x89PNG\\r\\n\\x1A\\n"),
    /** JPEG. */
    JPEG("image/jpeg", "\\xFF\\xD8\\xFF"),
    /** GIF. */
    GIF("image/gif", "GIF8[79]a"),
    /** WebP; the length of the file is between its two words. */
    WEBP("image/webp", "RIFF.{4}WEBP");

    /** The bytes that are looked at. */
    private static final int MOST_BYTES = 12;

    private final String mediaType;
    private final Pattern beginning;

    PictureType(String mediaType, String beginning) {
        this.mediaType = mediaType;
        this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
    }

    /** Returns the media type, {@code image/png} for instance. */
    public String mediaType() {
        return mediaType;
    }

    /** Returns the type of this media type, letters in any case. */
    public static Optional<PictureType> named(String mediaType) {
        for (PictureType type : values()) {
            if (type.mediaType.equalsIgnoreCase(mediaType)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Returns which type these bytes begin like. */
    static Optional<PictureType> of(byte[] bytes) {
        String first = new String(bytes, 0, Math.min(bytes.length, MOST_BYTES), StandardCharsets.ISO_8859_1);
        for (PictureType type : values()) {
            if (type.beginning.matcher(first).lookingAt()) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
