package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.dns.DnsResolver;
import im.redoubt.client.line.SecureGet;
import im.redoubt.client.locate.HostMeta;
import im.redoubt.client.locate.Locator;
import im.redoubt.client.locate.WebSocketAddress;
import im.redoubt.client.time.Timeline;
import im.redoubt.client.tls.TlsHandshake;
import im.redoubt.client.tls.TlsProvider;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the service says that its WebSockets are, fetched as the client does, but for the port of HTTPS. */
final class HostMetaOfServiceTest {
    @TempDir
    Path directory;

    private static HostMeta hostMeta(int httpsPort, Trust trust) {
        SecureRandom random = new SecureRandom();
        Locator locator = Locator.of(DnsResolver.ofSystem(), Runnable::run, new MovedHttps(httpsPort), random);
        TlsHandshake tls = new TlsHandshake(TlsProvider.best(), Clock.systemUTC(), random);
        return new HostMeta(new SecureGet(locator, trust, tls, new NothingIsDue()));
    }

    @Test
    @Tag("T-28")
    void theWebSocketOfTheServiceIsFoundByWhomTrustsIt() {
        try (RunningRedoubt service = new RunningRedoubt(directory, RunningRedoubt.HTTPS)) {
            BareJid account = BareJid.of("alice@localhost");
            int port = service.httpsPort();

            assertThat(hostMeta(port, Clients.authority(service)).webSockets(account))
                    .containsExactly(WebSocketAddress.of("wss://localhost:" + port + "/xmpp-websocket"));
            assertThat(hostMeta(port, Trust.pkix()).webSockets(account)).isEmpty();
        }
    }

    /** A test that hangs is ended by others. */
    private static final class NothingIsDue implements Timeline {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Runnable after(Duration delay, Runnable work) {
            return () -> {};
        }
    }

    /** Connects to another port than 443, which a test may not listen on. */
    private static final class MovedHttps extends SocketFactory {
        private final int port;

        MovedHttps(int port) {
            this.port = port;
        }

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress address, int timeout) throws IOException {
                    super.connect(new InetSocketAddress(((InetSocketAddress) address).getAddress(), port), timeout);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
