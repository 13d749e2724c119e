package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.testkit.peer.Trust;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The service as a WebSocket client sees it that others wrote: the one of the JDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebClientTest {
    private static final String OPEN =
            "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";

    private final RunningRedoubt service;
    private final HttpClient http;

    WebClientTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(directory, RunningRedoubt.HTTPS)
                .with("alice")
                .with("bob");
        this.http = HttpClient.newBuilder()
                .sslContext(Trust.of(service.authority()))
                .build();
    }

    @AfterAll
    void stop() {
        http.close();
        service.close();
    }

    /** What comes, a text for each message. */
    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> whole = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                whole.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedStage(null);
        }

        String next() throws InterruptedException {
            String message = whole.poll(30, TimeUnit.SECONDS);
            assertThat(message).isNotNull();
            return message;
        }
    }

    private WebSocket connect(Messages messages, String... header) {
        WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols("xmpp");
        if (header.length > 0) {
            builder.header(header[0], header[1]);
        }
        return builder.buildAsync(URI.create("wss://localhost:" + service.httpsPort() + "/xmpp-websocket"), messages)
                .join();
    }

    @Test
    void aClientOfTheJdkSignsInAndChats() throws Exception {
        Messages messages = new Messages();
        WebSocket socket = connect(messages);
        assertThat(socket.getSubprotocol()).isEqualTo("xmpp");
        socket.sendText(OPEN, true).join();
        assertThat(messages.next()).startsWith("<open ");
        assertThat(messages.next()).startsWith("<stream:features ");
        String plain = Base64.getEncoder()
                .encodeToString(("\0alice\0" + RunningRedoubt.PASSWORD).getBytes(StandardCharsets.UTF_8));
        socket.sendText("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>", false)
                .join();
        socket.sendText(plain + "</auth>", true).join();
        assertThat(messages.next()).startsWith("<success ");
        socket.sendText(OPEN, true).join();
        assertThat(messages.next()).startsWith("<open ");
        assertThat(messages.next()).startsWith("<stream:features ");
        socket.sendText(
                        "<iq xmlns='jabber:client' type='set' id='b'>"
                                + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
                        true)
                .join();
        assertThat(messages.next()).startsWith("<iq ").contains("<jid>alice@localhost/");
        try (RawClient bob = service.signIn("bob").available()) {
            socket.sendText(
                            "<message xmlns='jabber:client' to='bob@localhost' type='chat'><body>hi</body></message>",
                            true)
                    .join();
            assertThat(bob.await("</message>")).contains("<body>hi</body>");
        }
        socket.sendText("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>", true)
                .join();
        assertThat(messages.next()).isEqualTo("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
        assertThat(messages.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1000);
    }

    @Test
    @Tag("W-135")
    void aForeignPageIsForbidden() {
        assertThatThrownBy(() -> connect(new Messages(), "Origin", "https://evil.example"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    }

    @Test
    void hostMetaIsFoundByAClientOfTheJdk() throws Exception {
        URI meta = URI.create("https://localhost:" + service.httpsPort() + "/.well-known/host-meta.json");
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(meta).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("wss://localhost:" + service.httpsPort() + "/xmpp-websocket");
    }
}
