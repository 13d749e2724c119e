package im.redoubt.server.settings;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A machine that we connect to.
 *
 * @param host a name in ASCII and lower case, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record ReceiverAddress(String host, int port) {
    private static final Pattern NAME = Pattern.compile("(?!-)[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*");
    private static final Pattern DIGITS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final int MOST_PORT = 65_535;

    /**
     * Reads {@code siem.example.org:6514}, {@code 192.0.2.1:6514} or {@code [2001:db8::1]:6514}.
     *
     * @param text the address
     * @return its parts
     * @throws IllegalArgumentException when it is not of this form
     */
    public static ReceiverAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("not of the form siem.example.org:6514");
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port < 1 || port > MOST_PORT) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
        return new ReceiverAddress(host(text.substring(0, colon)), port);
    }

    private static String host(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String literal = bracketed ? text.substring(1, text.length() - 1) : text;
        if (DIGITS.matcher(literal).matches() && !IPV4.matcher(literal).matches()) {
            throw new IllegalArgumentException("an IPv4 address has four numbers");
        }
        if (bracketed || IPV4.matcher(text).matches()) {
            return InetAddress.ofLiteral(literal).getHostAddress();
        }
        String name = IDN.toASCII(text).toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("neither a name nor an address");
        }
        return name;
    }

    /** Returns whether the host is an address, not a name. */
    public boolean isLiteral() {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
