package im.redoubt.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketLinkTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ServerSocket listener;
    private final SocketLink link;
    private final Socket peer;

    SocketLinkTest() throws IOException, NoSuchAlgorithmException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        link = SocketLink.to(listener.getLocalPort(), SSLContext.getDefault());
        peer = listener.accept();
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        peer.close();
        listener.close();
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        link.send("ping".getBytes(StandardCharsets.US_ASCII));
        assertThat(peer.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
        peer.getOutputStream().write("pong".getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[4];
        int count = link.receive(buffer, LONG);
        assertThat(new String(buffer, 0, count, StandardCharsets.US_ASCII)).startsWith("p");
    }

    @Test
    void saysWhenNothingCame() throws IOException {
        assertThat(link.receive(new byte[1], Duration.ofMillis(1))).isZero();
    }

    @Test
    void saysWhenNothingMoreComes() throws IOException {
        peer.close();
        assertThat(link.receive(new byte[1], LONG)).isEqualTo(-1);
    }

    @Test
    void doesNotTakeClearTextForTls() throws IOException {
        peer.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(link::secure).isInstanceOf(SSLException.class);
    }
}
