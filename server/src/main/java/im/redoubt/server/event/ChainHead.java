package im.redoubt.server.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the chain of events has come. Kept outside this machine, it proves what was written up to it.
 *
 * @param sequence the number of the last line; 0 before the first
 * @param hash the SHA-256 of that line without its end, in lower-case hexadecimal; zeros before the first
 */
public record ChainHead(long sequence, String hash) {

    /** Before the first line. */
    static final ChainHead NONE = new ChainHead(0, "0".repeat(64));

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{64})");

    /** The head after a line, which is given without its end. */
    static ChainHead after(long sequence, String line) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(line.getBytes(StandardCharsets.ISO_8859_1));
            return new ChainHead(sequence, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @param text number, space, hash
     * @return the head, or nothing if the text is none
     */
    public static Optional<ChainHead> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new ChainHead(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** Number, space, hash. */
    @Override
    public String toString() {
        return sequence + " " + hash;
    }
}
