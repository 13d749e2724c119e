package im.redoubt.client.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Recognises an IP address where a host is expected, so that nobody is asked about it. */
final class HostAddress {
    private HostAddress() {}

    /** Returns the address that is written like this, without brackets; nothing if it is a name, or a number in no usual form. */
    static Optional<InetAddress> parse(String host) {
        if (host.indexOf(':') < 0 && !endsInNumber(host)) {
            return Optional.empty();
        }
        if (host.indexOf(':') < 0 && !isDottedQuad(host)) {
            return Optional.empty();
        }
        try {
            // With a colon, or four numbers, this is read as an address and never looked up.
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Returns whether some would read this as an IPv4 address, in whatever form. */
    static boolean endsInNumber(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        int digits = 0;
        while (digits < last.length() && last.charAt(digits) >= '0' && last.charAt(digits) <= '9') {
            digits++;
        }
        return digits == last.length() || last.startsWith("0x");
    }

    private static boolean isDottedQuad(String host) {
        String[] parts = host.split("\\.", -1);
        for (String part : parts) {
            boolean number = !part.isEmpty() && part.length() <= 3 && endsInNumber(part);
            if (!number || Integer.parseInt(part) > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                return false;
            }
        }
        return parts.length == 4;
    }
}
