package im.redoubt.client.locate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a server takes WebSockets: a {@code wss} URL (RFC 6455 section 3). There is none for {@code ws}.
 *
 * @param host a host name in ASCII, or an IP address without brackets
 * @param port 1 to 65535
 * @param resource path and query, beginning with a slash
 */
public record WebSocketAddress(String host, int port, String resource) {
    private static final int DEFAULT_PORT = 443;
    private static final int MAX_PORT = 0xFFFF;
    private static final int MAX_CHARS = 2_048;

    /** Checks that a request can be written of it. */
    public WebSocketAddress {
        boolean printable = resource.chars().allMatch(c -> c > ' ' && c < 0x7F);
        boolean named = !host.isEmpty()
                && host.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "-._:".indexOf(c) >= 0);
        if (port < 1 || port > MAX_PORT || !printable || !named || !resource.startsWith("/")) {
            throw new IllegalArgumentException("not the address of a WebSocket");
        }
    }

    /**
     * Reads a URL.
     *
     * @return nothing if it is no {@code wss} URL, or one with a user or a fragment, or longer than 2048 characters
     */
    public static Optional<WebSocketAddress> parse(String url) {
        if (url.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            boolean plain = uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            if (!"wss".equalsIgnoreCase(uri.getScheme()) || host == null || !plain) {
                return Optional.empty();
            }
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
            return Optional.of(new WebSocketAddress(bare, port, path + query));
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
