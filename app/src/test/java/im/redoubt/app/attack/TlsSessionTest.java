package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.app.tls.ClientCertificates;
import im.redoubt.app.tls.ClientCertificates.Wish;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that wants to go on with a session of TLS from before, by its id or by a ticket, at the whole service: each connection makes
 * its own handshake, in which both sides show their certificates, so that nobody is somebody by a certificate of before.
 */
class TlsSessionTest {
    private static final int CONNECTIONS = 4;

    @TempDir
    private Path directory = Path.of("");

    /** Counts whole handshakes: in one that goes on with a session the server shows no certificate. */
    private static final class Counting implements X509TrustManager {
        private final AtomicInteger seen = new AtomicInteger();

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("a client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            assertThat(chain).isNotEmpty();
            seen.incrementAndGet();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @Tag("T-40")
    void nobodyComesBackByASessionOfBefore(String protocol) throws GeneralSecurityException, IOException {
        ClientCertificates authority = new ClientCertificates("clients");
        Path file = authority.file(directory, Optional.empty());
        Counting handshakes = new Counting();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                authority.client(Wish.of("alice@localhost")).keys().getKeyManagers(),
                new TrustManager[] {handshakes},
                new SecureRandom());
        try (RunningRedoubt service =
                new RunningRedoubt(directory, "tls.client_authorities=\"" + file + "\"").with("alice")) {
            for (int i = 0; i < CONNECTIONS; i++) {
                SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", service.tlsPort());
                socket.setEnabledProtocols(new String[] {protocol});
                socket.setUseClientMode(true);
                socket.startHandshake();
                try (RawClient client = RawClient.over(socket)) {
                    // What is read behind the handshake is where a ticket would be (RFC 8446 section 4.6.1).
                    assertThat(client.send(RawClient.HEADER).await("</stream:features>"))
                            .contains("<mechanism>EXTERNAL</mechanism>");
                }
            }
        }
        assertThat(handshakes.seen).hasValue(CONNECTIONS);
    }
}
