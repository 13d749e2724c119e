package im.redoubt.client.locate;

import im.redoubt.client.http.HttpsAddress;
import java.util.Optional;

/**
 * Where a server takes WebSockets: a {@code wss} URL (RFC 6455 section 3). There is none for {@code ws}.
 *
 * @param request where the request goes that opens it
 */
public record WebSocketAddress(HttpsAddress request) {
    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if {@link #parse} finds nothing
     */
    public static WebSocketAddress of(String url) {
        return parse(url).orElseThrow(() -> new IllegalArgumentException("not the wss URL of a WebSocket"));
    }

    /** Reads a URL; nothing if it is no {@code wss} URL, or one with a user or a fragment, or longer than 2048 characters. */
    public static Optional<WebSocketAddress> parse(String url) {
        return HttpsAddress.parse(url, "wss").map(WebSocketAddress::new);
    }
}
