package im.redoubt.client.text;

import im.redoubt.client.text.UrlReading.Refused;
import im.redoubt.client.text.UrlReading.Refused.Reason;
import im.redoubt.protocol.address.BareJid;
import java.util.Optional;

/** Reads what follows {@code https:}: an authority without user information, then whatever there is, percent-encoded. */
final class WebAddress {
    private static final int MOST_PORT = 65_535;
    private static final int MOST_PORT_DIGITS = 5;

    private WebAddress() {}

    static UrlReading read(UrlScheme scheme, String rest) {
        // Browsers take any number of slashes, and none, for two.
        if (!rest.startsWith("//") || rest.startsWith("///")) {
            return new Refused(Reason.ADDRESS);
        }
        int end = 2;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(2, end);
        if (authority.indexOf('@') >= 0 || authority.indexOf('\uFF20') >= 0) {
            return new Refused(Reason.CREDENTIALS);
        }
        int colon =
                authority.startsWith("[") ? authority.indexOf(':', authority.indexOf(']') + 1) : authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        Optional<BareJid> domain = host.indexOf('%') >= 0 ? Optional.empty() : BareJid.parse("", host);
        if (!domain.isPresent() || (colon >= 0 && !isPort(port))) {
            return new Refused(Reason.ADDRESS);
        }
        String ascii = domain.get().asciiDomain();
        String path = rest.substring(end);
        return new SafeUrl(
                scheme,
                ascii,
                "//" + ascii + (colon < 0 ? "" : ":" + port)
                        + PercentEncoding.normalize(path.startsWith("/") ? path : "/" + path));
    }

    private static boolean isPort(String port) {
        if (port.isEmpty() || port.length() > MOST_PORT_DIGITS) {
            return false;
        }
        int value = 0;
        for (int i = 0; i < port.length(); i++) {
            char c = port.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            value = 10 * value + c - '0';
        }
        return value > 0 && value <= MOST_PORT;
    }
}
