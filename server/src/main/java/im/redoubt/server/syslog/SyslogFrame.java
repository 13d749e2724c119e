package im.redoubt.server.syslog;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One event as a message of RFC 5424 in a frame of RFC 5425 section 4.3: its length in octets, a space, the message. The
 * event is the message's text, as it stands in the log; it is ASCII, so it needs no mark of its encoding.
 */
final class SyslogFrame {
    /** "Security/authorization messages" (RFC 5424 section 6.2.1). */
    private static final int FACILITY = 10;

    private static final int WARNING = 4;
    private static final int INFORMATIONAL = 6;
    private static final int MOST_HOST_CHARS = 255;

    /** Of section 7.3.1: 1 to this, and then 1 again. */
    private static final long SEQUENCE_IDS = 2_147_483_647L;

    // In values of JSON a quotation mark has a backslash before it, so none of these can be found within one.
    private static final Pattern TIME = Pattern.compile("\"@timestamp\":\"([0-9TZ:.-]{24})\"");
    private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":([0-9]{1,18})");
    private static final Pattern ACTION = Pattern.compile("\"action\":\"([a-z0-9-]{1,32})\"");
    private static final Pattern FAILURE = Pattern.compile("\"outcome\":\"failure\"");

    private SyslogFrame() {}

    /**
     * Makes a frame.
     *
     * @param line a line of the log, without its end
     * @param host the domain that it is about
     * @param version of this program
     * @return the octets that go over the wire
     */
    static byte[] of(String line, String host, String version) {
        int severity = FAILURE.matcher(line).find() ? WARNING : INFORMATIONAL;
        long sequence = Long.parseLong(first(SEQUENCE, line, "1"));
        String message = "<" + (FACILITY * 8 + severity) + ">1 " + first(TIME, line, "-") + " " + name(host)
                + " redoubt - " + first(ACTION, line, "-")
                + " [meta sequenceId=\"" + ((sequence - 1) % SEQUENCE_IDS + 1) + "\"]"
                + "[origin software=\"redoubt\"" + parameter(version) + "] " + line;
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        byte[] length = (octets.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[length.length + octets.length];
        System.arraycopy(length, 0, frame, 0, length.length);
        System.arraycopy(octets, 0, frame, length.length, octets.length);
        return frame;
    }

    private static String first(Pattern pattern, String line, String otherwise) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    /** Of printable ASCII (section 6). */
    private static String name(String host) {
        String ascii = host.replaceAll("[^!-~]", "");
        return ascii.isEmpty() ? "-" : ascii.substring(0, Math.min(ascii.length(), MOST_HOST_CHARS));
    }

    /** At most 32 characters (section 7.2.4), none of those that have a meaning (section 6.3.3). */
    private static String parameter(String version) {
        String plain = version.replaceAll("[^0-9A-Za-z.+-]", "");
        String shortened = plain.substring(0, Math.min(plain.length(), 32));
        return shortened.isEmpty() ? "" : " swVersion=\"" + shortened + "\"";
    }
}
