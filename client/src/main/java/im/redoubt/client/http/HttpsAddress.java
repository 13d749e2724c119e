package im.redoubt.client.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a request goes, by TLS and never without (RFC 9110 section 4.2.2).
 *
 * @param host a host name in ASCII, or an IP address without brackets
 * @param port 1 to 65535
 * @param resource path and query, beginning with a slash
 */
public record HttpsAddress(String host, int port, String resource) {
    private static final int DEFAULT_PORT = 443;
    private static final int MAX_PORT = 0xFFFF;
    private static final int MAX_CHARS = 2_048;

    /** Checks that a request can be written of it. */
    public HttpsAddress {
        boolean printable = resource.chars().allMatch(c -> c > ' ' && c < 0x7F);
        boolean named = !host.isEmpty()
                && host.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "-._:".indexOf(c) >= 0);
        if (port < 1 || port > MAX_PORT || !printable || !named || !resource.startsWith("/")) {
            throw new IllegalArgumentException("not an address that a request can go to");
        }
    }

    /**
     * Reads a URL.
     *
     * @param url the URL, not a relative one
     * @param scheme the one that it must have, {@code https} or {@code wss}
     * @return nothing if it has another scheme, a user or a fragment, or more than 2048 characters
     */
    public static Optional<HttpsAddress> parse(String url, String scheme) {
        if (url.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            boolean plain = uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            if (!scheme.equalsIgnoreCase(uri.getScheme()) || host == null || !plain) {
                return Optional.empty();
            }
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
            return Optional.of(new HttpsAddress(bare, port, path + query));
        } catch (URISyntaxException | IllegalArgumentException no) {
            return Optional.empty();
        }
    }

    /** Returns host and port as a request names them. */
    public String authority() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == DEFAULT_PORT ? name : name + ":" + port;
    }
}
