package im.redoubt.client.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.http.HttpsAddress;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WebSocketAddressTest {
    @Test
    void aUrlIsHostPortAndResource() {
        assertThat(WebSocketAddress.of("wss://example.org/ws").request())
                .isEqualTo(new HttpsAddress("example.org", 443, "/ws"));
        assertThat(WebSocketAddress.of("WSS://example.org:5443").request())
                .isEqualTo(new HttpsAddress("example.org", 5443, "/"));
        assertThat(WebSocketAddress.of("wss://[2001:db8::1]:1/a%20b?c=d").request())
                .isEqualTo(new HttpsAddress("2001:db8::1", 1, "/a%20b?c=d"));
        assertThat(new HttpsAddress("2001:db8::1", 1, "/").authority()).isEqualTo("[2001:db8::1]:1");
    }

    @Test
    @Tag("T-28")
    void whatIsNoSecureWebSocketIsNone() {
        for (String url : List.of(
                "ws://example.org/ws",
                "http://example.org/ws",
                "https://example.org/ws",
                "wss:example.org",
                "//example.org/ws",
                "wss://",
                "wss:///ws",
                "wss://user@example.org/ws",
                "wss://example.org/ws#part",
                "wss://example.org:0/ws",
                "wss://example.org:65536/ws",
                "wss://example.org/a b",
                "wss://example.org/a\r\nHost: evil.example",
                "wss://ex ample.org/",
                " wss://example.org/",
                "wss://example.org/" + "a".repeat(2_048))) {
            assertThat(WebSocketAddress.parse(url)).as(url).isEmpty();
            assertThatThrownBy(() -> WebSocketAddress.of(url)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Tag("T-28")
    void noRequestCanBeSplitByAnAddress() {
        for (String resource : List.of("ws", "", "/a b", "/a\r\nb", "/ä")) {
            assertThatThrownBy(() -> new HttpsAddress("example.org", 443, resource))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String host : List.of("", "a b", "a\r\n", "a/b", "bücher.example")) {
            assertThatThrownBy(() -> new HttpsAddress(host, 443, "/")).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
