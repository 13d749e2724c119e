package im.redoubt.client.locate;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.http.Fetching;
import im.redoubt.client.http.HttpsAddress;
import im.redoubt.client.http.HttpsGet;
import im.redoubt.client.http.Response;
import im.redoubt.protocol.address.BareJid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HostMetaTest {
    private static final String HOME = "https://example.org/.well-known/host-meta";
    private static final String XRD = "http://docs.oasis-open.org/ns/xri/xrd-1.0";
    private static final String REL = "urn:xmpp:alt-connections:websocket";

    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final HttpsGet https = this::get;

    private Response get(HttpsAddress address, int maxBytes) throws IOException {
        String url = "https://" + address.authority() + address.resource();
        asked.add(url);
        String answer = answers.get(url);
        if (answer == null) {
            throw new IOException("nobody there");
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        return Fetching.over(address, new ByteArrayInputStream(bytes), new ByteArrayOutputStream(), maxBytes);
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\n\r\n" + body;
    }

    private static String moved(int status, String where) {
        return "HTTP/1.1 " + status + " Gone\r\nLocation: " + where + "\r\nContent-Length: 0\r\n\r\n";
    }

    private static String document(String... links) {
        return ok("<?xml version='1.0' encoding='utf-8'?>\n<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>\n"
                + String.join("\n", links) + "\n</XRD>\n");
    }

    private static String link(String rel, String href) {
        return "<Link rel='" + rel + "' href='" + href + "'/>";
    }

    private List<WebSocketAddress> found() {
        return new HostMeta(https).webSockets(BareJid.of("alice@example.org"));
    }

    @Test
    void theWebSocketsOfADomainAreThoseOfItsDocument() {
        answers.put(
                HOME,
                document(
                        link("urn:xmpp:alt-connections:xbosh", "https://web.example.org/bosh"),
                        link(REL, "wss://web.example.org:443/ws"),
                        "<Link rel='other'><Title>x</Title></Link>"));

        assertThat(found()).containsExactly(WebSocketAddress.of("wss://web.example.org/ws"));
    }

    @Test
    void aDomainIsAskedAsDnsWritesIt() {
        new HostMeta(https).webSockets(BareJid.of("alice@bücher.example"));
        new HostMeta(https).webSockets(BareJid.of("alice@[::1]"));

        assertThat(asked).containsExactly("https://xn--bcher-kva.example/.well-known/host-meta");
    }

    @Test
    void redirectsAreFollowedThreeTimes() {
        answers.put(HOME, moved(301, "https://www.example.org/a"));
        answers.put("https://www.example.org/a", moved(302, "/b?c"));
        answers.put("https://www.example.org/b?c", moved(308, "https://cdn.example.net:8443/d"));
        answers.put("https://cdn.example.net:8443/d", document(link(REL, "wss://example.org/ws")));
        assertThat(found()).hasSize(1);

        answers.put("https://cdn.example.net:8443/d", moved(307, "https://example.org/e"));
        answers.put("https://example.org/e", document(link(REL, "wss://example.org/ws")));
        asked.clear();
        assertThat(found()).isEmpty();
        assertThat(asked).hasSize(4).doesNotContain("https://example.org/e");
    }

    @Test
    @Tag("T-28")
    void nothingLeadsAwayFromHttps() {
        for (String where : List.of(
                "http://example.org/.well-known/host-meta",
                "//example.net/a",
                "ftp://example.org/",
                "file:///etc/passwd",
                "https://user@example.org/",
                "host-meta",
                "")) {
            answers.put(HOME, moved(301, where));
            asked.clear();
            assertThat(found()).isEmpty();
            assertThat(asked).containsExactly(HOME);
        }
    }

    @Test
    @Tag("T-28")
    void onlySecureWebSocketsCount() {
        answers.put(
                HOME,
                document(
                        link(REL, "ws://example.org/ws"),
                        link(REL, "https://example.org/ws"),
                        link(REL, "javascript:alert(1)"),
                        link("_xmppconnect", "wss://evil.example/ws"),
                        "<Link rel='" + REL + "'/>",
                        "<Link xmlns='other' rel='" + REL + "' href='wss://evil.example/ws'/>"));

        assertThat(found()).isEmpty();
    }

    @Test
    @Tag("T-28")
    void whatCannotBeReadIsNoDocument() {
        String right = link(REL, "wss://example.org/ws");
        for (String answer : List.of(
                "HTTP/1.1 404 No\r\n\r\n" + document(right),
                ok(""),
                ok("{\"links\":[]}"),
                ok("<XRD xmlns='other'>" + right + "</XRD>"),
                ok("<XRD xmlns='other'>" + right.replace("<Link", "<Link xmlns='" + XRD + "'") + "</XRD>"),
                ok("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
                        + document(right).substring(19)),
                ok("<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>" + right),
                ok("x".repeat(70_000)),
                "HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n" + document(right),
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<XRD/>",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n")) {
            answers.put(HOME, answer);
            assertThat(found())
                    .as(answer.substring(0, Math.min(80, answer.length())))
                    .isEmpty();
        }
    }

    @Test
    @Tag("T-28")
    void ofManyAddressesFewAreKept() {
        String[] links = new String[100];
        for (int i = 0; i < links.length; i++) {
            links[i] = link(REL, "wss://h" + i + ".example.org/ws");
        }
        answers.put(HOME, document(links));

        assertThat(found()).hasSize(4);
    }
}
