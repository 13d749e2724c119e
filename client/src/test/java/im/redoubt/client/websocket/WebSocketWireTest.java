package im.redoubt.client.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.line.Tls;
import im.redoubt.client.locate.WebSocketAddress;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.stream.ClientEffect;
import im.redoubt.testkit.peer.RawWebSocket;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlEvent;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wire at a server that says what the test says, frame by frame. TLS is left out: what is above it is looked at here. */
class WebSocketWireTest {
    private static final Tls NONE =
            socket -> new Tls.Secured(socket.getInputStream(), socket.getOutputStream(), ChannelBindings.none());

    private ServerSocket listener;
    private WebSocketWire wire;
    private Socket server;
    private DataInputStream in;
    private OutputStream out;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
        server = listener.accept();
        in = new DataInputStream(server.getInputStream());
        out = server.getOutputStream();
        WebSocketAddress address =
                WebSocketAddress.of("wss://localhost:" + listener.getLocalPort() + "/xmpp-websocket");
        wire = new WebSocketWire(client, NONE, address, new SecureRandom());
    }

    @AfterEach
    void close() throws IOException {
        wire.drop();
        server.close();
        listener.close();
    }

    private void upgrade() throws Exception {
        CompletableFuture<Void> opening = CompletableFuture.runAsync(() -> {
            try {
                wire.secure();
            } catch (IOException refused) {
                throw new IllegalStateException(refused);
            }
        });
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String key = head.toString().replaceAll("(?s).*Sec-WebSocket-Key: ([^\r]*)\r.*", "$1");
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        // The first frame comes with the answer, in one piece: nothing behind the head may be lost.
        String answer =
                "HTTP/1.1 101 Go\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: xmpp\r\n"
                        + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n";
        java.io.ByteArrayOutputStream both = new java.io.ByteArrayOutputStream();
        both.writeBytes(answer.getBytes(StandardCharsets.US_ASCII));
        both.writeBytes(frame("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='localhost' version='1.0'/>"));
        out.write(both.toByteArray());
        opening.get();
    }

    private static byte[] frame(String text) {
        return RawWebSocket.frame(RawWebSocket.TEXT, false, text.getBytes(StandardCharsets.UTF_8));
    }

    private ClientFrames.Frame sent() throws IOException {
        byte[] head = new byte[2];
        in.readFully(head);
        int length = head[1] & 0x7F;
        byte[] rest = new byte[4 + length];
        in.readFully(rest);
        byte[] whole = java.util.Arrays.copyOf(head, 2 + rest.length);
        System.arraycopy(rest, 0, whole, 2, rest.length);
        return ClientFrames.read(whole).get(0);
    }

    @Test
    void everyElementIsAMessageThatNeedsNothingAroundIt() throws Exception {
        upgrade();
        assertThat(wire.read()).isInstanceOf(XmlEvent.Opened.class);

        wire.send(Element.named("urn:ietf:params:xml:ns:xmpp-sasl", "abort").build());
        wire.send(Element.named("http://etherx.jabber.org/streams", "error").build());
        wire.flush();

        assertThat(sent().text()).isEqualTo("<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        assertThat(sent().text()).isEqualTo("<stream:error xmlns:stream='http://etherx.jabber.org/streams'/>");
        assertThat(wire.writingSince()).isZero();
    }

    @Test
    void nothingIsSentBeforeItIsFlushed() throws Exception {
        upgrade();
        wire.open(new ClientEffect.Open(BareJid.of("localhost"), Optional.empty()));
        assertThat(in.available()).isZero();
        wire.flush();
        assertThat(sent().text()).isEqualTo(RawWebSocket.OPEN);
    }

    @Test
    void theWebSocketIsClosedWhenBothSidesHaveEndedTheStream() throws Exception {
        upgrade();
        wire.read();
        wire.footer();
        wire.flush();
        assertThat(sent().text()).isEqualTo(RawWebSocket.CLOSE);
        assertThat(in.available()).isZero();

        out.write(frame(RawWebSocket.CLOSE));

        assertThat(wire.read()).isInstanceOf(XmlEvent.Closed.class);
        assertThat(sent()).isEqualTo(new ClientFrames.Frame(0x88, "\u0003\u00e8"));
    }

    @Test
    void theServersEndFirstIsAnsweredAndThenTheWebSocketIsClosed() throws Exception {
        upgrade();
        wire.read();
        out.write(frame(RawWebSocket.CLOSE));
        assertThat(wire.read()).isInstanceOf(XmlEvent.Closed.class);
        assertThat(in.available()).isZero();

        wire.footer();
        wire.flush();

        assertThat(sent().text()).isEqualTo(RawWebSocket.CLOSE);
        assertThat(sent().first()).isEqualTo(0x88);
    }

    @Test
    void whoDropsItEndsTheReading() throws Exception {
        upgrade();
        wire.read();
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
            try {
                wire.read();
                return false;
            } catch (IOException end) {
                return true;
            }
        });
        wire.drop();

        assertThat(ended.get()).isTrue();
    }

    @Test
    void thereIsNoWebSocketBeforeTls() {
        assertThatThrownBy(wire::read).isInstanceOf(IllegalStateException.class);
        wire.footer();
        assertThatThrownBy(wire::flush).isInstanceOf(IllegalStateException.class);
    }
}
