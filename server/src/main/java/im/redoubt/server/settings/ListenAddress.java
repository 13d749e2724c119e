package im.redoubt.server.settings;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An address that the server listens on: a literal address and a port, so that no name is looked up at the start.
 *
 * @param address where; {@code ::} is every address of both families
 * @param port 0 to 65535; 0 takes a free port
 */
public record ListenAddress(InetAddress address, int port) {
    public ListenAddress {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    /**
     * Reads {@code 127.0.0.1:5222} or {@code [::1]:5222}.
     *
     * @param text the address
     * @return its parts
     * @throws IllegalArgumentException when it is not of this form, or a host name
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (colon < 0
                || (host.indexOf(':') >= 0 && !bracketed)
                || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("not of the form 127.0.0.1:5222 or [::1]:5222");
        }
        InetAddress address = InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
        return new ListenAddress(address, Integer.parseInt(text.substring(colon + 1)));
    }

    /** The same for sockets. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    @Override
    public String toString() {
        String host = address.getHostAddress();
        return (address instanceof Inet6Address ? "[" + shorten(host) + "]" : host) + ":" + port;
    }

    private static String shorten(String host) {
        return switch (host) {
            case "0:0:0:0:0:0:0:0" -> "::";
            case "0:0:0:0:0:0:0:1" -> "::1";
            default -> host;
        };
    }
}
