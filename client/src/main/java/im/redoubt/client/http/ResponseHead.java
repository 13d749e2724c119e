package im.redoubt.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The status and the fields of a response (RFC 9112 section 2): at most 16 KiB and 64 fields. */
public final class ResponseHead {
    private static final int MAX_BYTES = 16_384;
    private static final int MAX_FIELDS = 64;
    private static final int STATUS_AT = 9;
    private static final String VERSION = "HTTP/1.";
    private static final String TOKEN_CHARS = "!#$%&'*+-.^_`|~";

    private final int status;
    private final Map<String, List<String>> fields;

    private ResponseHead(int status, Map<String, List<String>> fields) {
        this.status = status;
        this.fields = fields;
    }

    /**
     * Reads a head and no byte behind it.
     *
     * @param in buffered, since it is read byte by byte
     * @return the head
     * @throws ResponseException if it is none, or too long
     * @throws IOException if the connection ends before the head does
     */
    public static ResponseHead read(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        int status = status(lines.next());
        Map<String, List<String>> fields = new HashMap<>();
        int count = 0;
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            int colon = line.indexOf(':');
            if (colon < 1 || !isToken(line.substring(0, colon))) {
                throw new ResponseException("a field without a name");
            }
            if (++count > MAX_FIELDS) {
                throw new ResponseException("more than " + MAX_FIELDS + " fields");
            }
            fields.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), none -> new ArrayList<>())
                    .add(trimmed(line.substring(colon + 1)));
        }
        return new ResponseHead(status, fields);
    }

    private static int status(String line) throws ResponseException {
        boolean right = line.length() >= STATUS_AT + 3 && line.startsWith(VERSION) && line.charAt(STATUS_AT - 1) == ' ';
        int status = 0;
        for (int i = STATUS_AT; right && i < STATUS_AT + 3; i++) {
            right = line.charAt(i) >= '0' && line.charAt(i) <= '9';
            status = 10 * status + line.charAt(i) - '0';
        }
        if (!right || (line.length() > STATUS_AT + 3 && line.charAt(STATUS_AT + 3) != ' ')) {
            throw new ResponseException("no status of HTTP/1.1");
        }
        return status;
    }

    private static boolean isToken(String name) {
        return name.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || TOKEN_CHARS.indexOf(c) >= 0);
    }

    private static String trimmed(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && (value.charAt(from) == ' ' || value.charAt(from) == '\t')) {
            from++;
        }
        while (from < to && (value.charAt(to - 1) == ' ' || value.charAt(to - 1) == '\t')) {
            to--;
        }
        return value.substring(from, to);
    }

    /** Returns the status, 0 to 999. */
    public int status() {
        return status;
    }

    /** Returns the values of a field in the order received; none if it is not there. */
    public List<String> all(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Returns the value of a field that is there once; nothing if it is not there, or several times. */
    public Optional<String> only(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Reads lines of bytes, each a character. */
    private static final class Lines {
        private final InputStream in;
        private int bytes;

        Lines(InputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = read(); c != '\r'; c = read()) {
                if ((c < ' ' && c != '\t') || c == 0x7F) {
                    throw new ResponseException("a control character in a head");
                }
                line.append((char) c);
            }
            if (read() != '\n') {
                throw new ResponseException("a line that ends in half");
            }
            return line.toString();
        }

        private int read() throws IOException {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (++bytes > MAX_BYTES) {
                throw new ResponseException("a head longer than " + MAX_BYTES + " bytes");
            }
            return c;
        }
    }
}
