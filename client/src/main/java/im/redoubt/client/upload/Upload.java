package im.redoubt.client.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * A file to upload. Immutable.
 *
 * <pre>{@code
 * Upload.of("photo.jpg", file.length(), () -> new FileInputStream(file)).as("image/jpeg")
 * }</pre>
 */
public final class Upload {
    /** The most characters of a name. */
    public static final int MOST_NAME_CHARS = 255;

    private final String name;
    private final long bytes;
    private final Source source;
    private final String type;
    private final Purpose purpose;

    /** Where the bytes come from. */
    @FunctionalInterface
    public interface Source {
        /** Opens them for reading from the beginning; called in the executor of the uploads. */
        InputStream open() throws IOException;
    }

    private Upload(String name, long bytes, Source source, String type, Purpose purpose) {
        this.name = name;
        this.bytes = bytes;
        this.source = source;
        this.type = type;
        this.purpose = purpose;
    }

    /**
     * Returns a file of which nobody says what kind it is, to be sent in a message.
     *
     * @param name what it is called, without directories; others will see it in its address
     * @param bytes how many bytes it has, exactly
     * @param source where they come from
     * @throws IllegalArgumentException if the name is none, or the number negative
     */
    public static Upload of(String name, long bytes, Source source) {
        if (name.isEmpty() || name.length() > MOST_NAME_CHARS || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("a name of 1 to " + MOST_NAME_CHARS + " characters");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean reserved = c == '/' || c == '\\' || c == ':' || Character.isISOControl(c);
            if (reserved || (Character.isSurrogate(c) && !paired(name, i))) {
                throw new IllegalArgumentException("a name without directories and control characters");
            }
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("from 0 bytes on");
        }
        return new Upload(name, bytes, source, "application/octet-stream", Purpose.MESSAGE);
    }

    /** Returns a file that is in the memory. */
    public static Upload of(String name, byte[] content) {
        byte[] copy = content.clone();
        return of(name, copy.length, () -> new ByteArrayInputStream(copy));
    }

    private static boolean paired(String name, int at) {
        boolean second = at > 0 && Character.isSurrogatePair(name.charAt(at - 1), name.charAt(at));
        boolean first = at + 1 < name.length() && Character.isSurrogatePair(name.charAt(at), name.charAt(at + 1));
        return first || second;
    }

    /**
     * Returns the same file with its kind.
     *
     * @param mediaType such as {@code image/jpeg}
     * @throws IllegalArgumentException if it is none
     */
    public Upload as(String mediaType) {
        if (!mediaType.matches("[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]{0,99}/[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]{0,99}")) {
            throw new IllegalArgumentException("a media type has the form type/subtype");
        }
        return new Upload(name, bytes, source, mediaType.toLowerCase(Locale.ROOT), purpose);
    }

    /** Returns the same file for another purpose, which services that do not know it are not told. */
    public Upload forUse(Purpose use) {
        return new Upload(name, bytes, source, type, use);
    }

    String name() {
        return name;
    }

    long bytes() {
        return bytes;
    }

    Source source() {
        return source;
    }

    String type() {
        return type;
    }

    Purpose purpose() {
        return purpose;
    }

    /** Returns the size, nothing of what it is. */
    @Override
    public String toString() {
        return "file of " + bytes + " bytes";
    }
}
