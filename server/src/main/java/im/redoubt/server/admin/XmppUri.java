package im.redoubt.server.admin;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The form of addresses in URIs (RFC 5122): a name may have signs that would end the path or begin the query. */
final class XmppUri {
    /** What a localpart has as it is: unreserved characters and {@code nodeallow} (RFC 5122 section 2.2). */
    private static final String PLAIN = "-._~!$()*+,;=";

    private XmppUri() {}

    /** Returns a localpart with everything else percent-encoded as UTF-8. */
    static String encode(String localpart) {
        StringBuilder out = new StringBuilder();
        for (byte b : localpart.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (alphanumeric || PLAIN.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return out.toString();
    }
}
