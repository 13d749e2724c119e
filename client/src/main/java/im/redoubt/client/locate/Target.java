package im.redoubt.client.locate;

import im.redoubt.client.dns.Validation;

/**
 * Where a server is said to be.
 *
 * @param host a host name in ASCII, or an IP address without brackets
 * @param port 1 to 65535
 * @param encryption how TLS begins there
 * @param validation whether it is proved that the domain's owner says so: only then do {@code host}'s key records count
 */
public record Target(String host, int port, Encryption encryption, Validation validation) {
    private static final int MAX_PORT = 0xFFFF;
    private static final int MAX_HOST_CHARS = 253;

    /** Checks the port, and that the host has the characters of a host or an address and no others. */
    public Target {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is from 1 to " + MAX_PORT);
        }
        if (!isHost(host)) {
            throw new IllegalArgumentException("not a host name in ASCII and not an address");
        }
    }

    static boolean isHost(String host) {
        boolean colon = false;
        boolean letters = true;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
            colon |= c == ':';
            letters &= plain || c == '-' || c == '_' || c == ':';
        }
        boolean dotted = host.startsWith(".") || host.endsWith(".") || host.contains("..");
        return letters && !host.isEmpty() && host.length() <= MAX_HOST_CHARS && (colon || !dotted);
    }
}
