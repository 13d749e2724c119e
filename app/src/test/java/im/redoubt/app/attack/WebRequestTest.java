package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.testkit.peer.RawWebSocket;
import im.redoubt.testkit.peer.SocketLink;
import im.redoubt.testkit.peer.Trust;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests over HTTPS on the whole service: what is served, to whom, and how everything else is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebRequestTest {
    private static final String META = "/.well-known/host-meta";

    private final Path directory;
    private final WebVisitor web;
    private int foreignPages;

    WebRequestTest(@TempDir Path directory) {
        this.directory = directory;
        this.web =
                new WebVisitor(directory, "listen.origins=[\"https://localhost\", \"https://chat.example.org:8443\"]");
    }

    @AfterAll
    void stop() {
        web.close();
        if (foreignPages > 0) {
            assertThat(RunningRedoubt.events(directory)).contains("foreign-origin");
        }
    }

    private String get(String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return web.ask(request + "\r\n");
    }

    /** XEP-0156 section 2: both forms say the same, and a page of any origin may read them. */
    @Test
    void hostMetaTellsWhereTheWebSocketIs() {
        String address = "wss://localhost:" + web.service().httpsPort() + "/xmpp-websocket";
        assertThat(web.service().output()).contains(address);
        assertThat(get(META))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("\r\naccess-control-allow-origin: *\r\n")
                .containsIgnoringCase("\r\ncontent-type: application/xrd+xml\r\n")
                .contains("<Link rel='urn:xmpp:alt-connections:websocket' href='" + address + "'/>");
        assertThat(get(META + ".json"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("\r\naccess-control-allow-origin: *\r\n")
                .containsIgnoringCase("\r\ncontent-type: application/json\r\n")
                .endsWith("{\"links\": [{\"rel\": \"urn:xmpp:alt-connections:websocket\", \"href\": \"" + address
                        + "\"}]}\n");
    }

    /** Nothing else is there, and nothing tells a page of another origin more than that it is not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/xmpp-websocket/",
                "/xmpp-websocket?x",
                "/XMPP-WEBSOCKET",
                "/.well-known/host-meta/../../etc/passwd",
                "/.well-known/host-meta?resource=a",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/metrics",
                "/health",
                "//",
                "*",
                "https://localhost/xmpp-websocket"
            })
    @Tag("W-136")
    void everythingElseIsNotThere(String path) {
        assertThat(get(path, "Origin: https://evil.example"))
                .startsWith("HTTP/1.1 404 ")
                .containsIgnoringCase("\r\ncontent-length: 0\r\n")
                .doesNotContainIgnoringCase("access-control")
                .endsWith("\r\n\r\n");
    }

    /** A page of another origin, or of one that only looks like ours, gets no WebSocket; the upgrade does not happen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: ",
                "Origin: https://localhost.evil.example",
                "Origin: https://evil.example/https://localhost",
                "Origin: https://localhost:8443",
                "Origin: https://localhost/",
                "Origin: http://localhost",
                "Origin: HTTPS://LOCALHOST",
                "Origin: https://localhos",
                "Origin: https://xlocalhost",
                "Origin: https://chat.example.org",
                "Origin: https://chat.example.org:84433",
                "Origin: https://localhost https://evil.example",
                "Origin: https://localhost\r\nOrigin: https://evil.example",
                "Origin: https://localhost\r\nOrigin: https://localhost"
            })
    @Tag("W-135")
    void aForeignPageGetsNoWebSocket(String origin) {
        assertThat(web.ask(RawWebSocket.request(origin, "Cookie: session=1")))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContainIgnoringCase("sec-websocket-accept")
                .doesNotContainIgnoringCase("access-control")
                .endsWith("\r\n\r\n");
        foreignPages++;
    }

    @Test
    @Tag("W-135")
    void ourOwnPagesAndProgramsGetOne() throws Exception {
        web.socket().close();
        web.socket("Origin: https://localhost").close();
        web.socket("Origin: https://chat.example.org:8443").close();
    }

    /** Nothing that a browser sends of itself counts, and nothing is left with it. */
    @Test
    @Tag("W-135")
    void aCookieIsWorthNothing() throws Exception {
        String answer = web.ask(RawWebSocket.request("Cookie: session=alice") + WebVisitor.UNMASKED);
        assertThat(answer).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("set-cookie");
        try (RawWebSocket socket = web.socket("Cookie: session=alice", "Authorization: Basic YWxpY2U6eA==")) {
            assertThat(socket.send(RawWebSocket.OPEN).await("</stream:features>"))
                    .contains("<mechanisms ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: evil.example|421",
                "Host: localhost.evil.example|421",
                "Host: 10.0.0.1|421",
                "Host: localhost@evil.example|421",
                "Host: localhost:99999999|421",
                "Host:|400",
                "Host: localhost\\r\\nHost: localhost|400",
                "Host: LOCALHOST|200",
                "Host: localhost:443|200",
                "Host: 127.0.0.1|200",
            })
    void onlyOurOwnNamesAreServed(String host, int status) {
        String line = host.replace("\\r\\n", "\r\n");
        String request = "GET " + META + " HTTP/1.1\r\n" + (line.equals("Host:") ? "" : line + "\r\n") + "\r\n";
        assertThat(web.ask(request)).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /xmpp-websocket HTTP/1.1|Content-Length: 0|405",
                "HEAD /.well-known/host-meta HTTP/1.1|X: y|405",
                "OPTIONS /.well-known/host-meta HTTP/1.1|Origin: https://a.example|405",
                "TRACE /xmpp-websocket HTTP/1.1|X: y|405",
                "CONNECT localhost:22 HTTP/1.1|X: y|404",
                "GET /.well-known/host-meta HTTP/1.0|X: y|505",
                "GET /.well-known/host-meta HTTP/1.1|Content-Length: 5|413",
                "GET /.well-known/host-meta HTTP/1.1|Content-Length: 99999999999999|413",
                "GET /.well-known/host-meta HTTP/1.1|Transfer-Encoding: chunked|413",
                "GET /.well-known/host-meta HTTP/1.1|Expect: 100-continue\\r\\nContent-Length: 10|413",
                "GET /xmpp-websocket HTTP/1.1|X: y|426",
                "GET /xmpp-websocket HTTP/1.1|Upgrade: h2c|426",
                "PRI * HTTP/2.0|X: y|505",
                "nonsense|X: y|400",
                "GET /.well-known/host-meta HTTP/1.1|X y|400",
                "GET /.well-known/host-meta HTTP/1.1|Content-Length: -1|400",
            })
    void aRequestIsAGetWithoutABody(String line, String header, int status) {
        String request = line + "\r\nHost: localhost\r\n" + header.replace("\\r\\n", "\r\n") + "\r\n\r\n";
        assertThat(web.ask(request)).startsWith("HTTP/1.1 " + status + " ").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sec-WebSocket-Version: 8|426",
                "Sec-WebSocket-Version: 13, 8|426",
                "Sec-WebSocket-Version:|426",
                "Upgrade:|426",
                "Connection: keep-alive|426",
                "Sec-WebSocket-Key:|400",
                "Sec-WebSocket-Key: short|400",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, x|400",
                "Sec-WebSocket-Protocol: XMPP|400",
            })
    void aHandshakeIsAsItShouldBe(String header, int status) {
        assertThatThrownBy(() -> web.socket(header)).hasMessageStartingWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void theAcceptHeaderIsTheOneOfTheSpecification() {
        // RFC 6455 section 1.3.
        assertThat(web.ask(RawWebSocket.request() + WebVisitor.UNMASKED))
                .containsIgnoringCase("\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
    }

    @Test
    void longRequestsAreRefused() {
        assertThat(get("/" + "x".repeat(2_000))).startsWith("HTTP/1.1 414 ");
        assertThat(get(META, "X: " + "x".repeat(9_000))).startsWith("HTTP/1.1 431 ");
        assertThat(get(META, "X: y\r\n".repeat(4_000) + "X: y")).startsWith("HTTP/1.1 431 ");
    }

    /** Two requests in one: the second, which something before us may have taken for a part of the first, is not read. */
    @Test
    void oneRequestIsServedAndNoOther() {
        String request = "GET " + META + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        assertThat(web.ask(request + request).split("HTTP/1.1 ", -1)).hasSize(2);
        assertThat(web.ask(request + RawWebSocket.request()).split("HTTP/1.1 ", -1))
                .hasSize(2);
    }

    /** Who we are and how old is nobody's business; a browser comes back by TLS only. */
    @Test
    void answersSayLittleAndInsistOnTls() {
        for (String path : new String[] {META, "/", "/xmpp-websocket"}) {
            assertThat(get(path))
                    .containsIgnoringCase("\r\nstrict-transport-security: max-age=31536000\r\n")
                    .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
                    .containsIgnoringCase("\r\nconnection: close\r\n")
                    .doesNotContainIgnoringCase("\r\nserver:")
                    .doesNotContainIgnoringCase("netty")
                    .doesNotContainIgnoringCase("redoubt");
        }
    }

    /** There is no HTTP in clear, not even to say where it went. */
    @Test
    void nothingIsSaidInClear() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), web.service().httpsPort())) {
            socket.getOutputStream()
                    .write(("GET " + META + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP");
        }
    }

    /** Another protocol cannot be spoken on these addresses, even with a certificate that is good for both (ALPACA). */
    @ParameterizedTest
    @CsvSource({"h2, false", "xmpp-client, false", "http/1.1, true"})
    @Tag("T-35")
    void theApplicationProtocolIsHttp(String protocol, boolean agreed) throws Exception {
        try (SSLSocket socket = (SSLSocket) Trust.of(web.service().authority())
                .getSocketFactory()
                .createSocket("127.0.0.1", web.service().httpsPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            if (agreed) {
                socket.startHandshake();
                assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
            } else {
                assertThatThrownBy(socket::startHandshake).hasMessageContaining("no_application_protocol");
            }
        }
    }

    @Test
    void aSocketIsNotMadeOfAStream() throws Exception {
        try (SocketLink link = web.connect()) {
            link.send(
                    "<?xml version='1.0'?><stream:stream to='localhost'>\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(WebVisitor.rest(link)).startsWith("HTTP/1.1 400 ").doesNotContain("stream");
        }
    }
}
