package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * Where a server sends its client (RFC 6120 section 4.9.3.19). It is only an address to connect to: whose certificate must
 * be there is said by the account's domain and by nothing else.
 *
 * @param host a host name or an address, without brackets
 * @param port the port, absent for the usual ways to find it
 */
public record SeeOtherHost(String host, Optional<Integer> port) {
    private static final int LONGEST_HOST = 255;
    private static final int MOST_PORTS = 65_535;
    private static final int MOST_DIGITS = 5;

    /** Returns where the stream error {@code error} leads, if it leads somewhere. */
    public static Optional<SeeOtherHost> in(ParsedElement error) {
        return error.content()
                .first(StreamError.NAMESPACE, StreamCondition.SEE_OTHER_HOST.wire())
                .map(Element::text)
                .flatMap(SeeOtherHost::parse);
    }

    /** Reads {@code host}, {@code host:port}, {@code [address]} or {@code [address]:port}. */
    static Optional<SeeOtherHost> parse(String text) {
        int bracket = text.lastIndexOf(']');
        int colon = text.indexOf(':', Math.max(0, bracket));
        String host = colon < 0 ? text : text.substring(0, colon);
        Optional<Integer> port = colon < 0 ? Optional.empty() : port(text.substring(colon + 1));
        if (colon >= 0 && !port.isPresent()) {
            return Optional.empty();
        }
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        String inside = brackets ? host.substring(1, host.length() - 1) : host;
        return plausible(inside, brackets) ? Optional.of(new SeeOtherHost(inside, port)) : Optional.empty();
    }

    private static boolean plausible(String host, boolean address) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
            if (!digit && c != '.' && !(address ? c == ':' : letter)) {
                return false;
            }
        }
        return !host.isEmpty() && host.length() <= LONGEST_HOST && address == (host.indexOf(':') >= 0);
    }

    private static Optional<Integer> port(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        return digits.isEmpty() || digits.length() > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(Integer.valueOf(digits)).filter(port -> port > 0 && port <= MOST_PORTS);
    }
}
