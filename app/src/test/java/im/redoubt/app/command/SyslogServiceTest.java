package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.tls.PemFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service sends its events over TLS, and nothing secret with them. */
@Tag("SRV-10")
class SyslogServiceTest {
    @TempDir
    private Path directory = Path.of("");

    // One thread writes it, another reads.
    @SuppressWarnings("JdkObsolete")
    private final StringBuffer received = new StringBuffer();

    /** A receiver that has the certificate of an earlier service for localhost. */
    private SSLServerSocket receiver(Path identity) throws IOException, GeneralSecurityException {
        char[] none = new char[0];
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, none);
        Certificate[] chain = PemFiles.chain(identity).toArray(Certificate[]::new);
        keys.setKeyEntry("own", PemFiles.key(identity), none, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, none);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (InputStream in = server.accept().getInputStream()) {
                byte[] buffer = new byte[8_192];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    received.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                received.append(e);
            }
        });
        return server;
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    @Tag("APP-06")
    @Tag("SRV-09")
    void sendsWhoAndWhenAndNeitherPasswordsNorMessages() throws IOException, GeneralSecurityException {
        Path first = directory.resolve("first");
        new RunningRedoubt(first).close();
        try (SSLServerSocket server = receiver(first.resolve("data/tls/server.pem"));
                RunningRedoubt service = new RunningRedoubt(
                                directory.resolve("second"),
                                "events.syslog.address=\"localhost:" + server.getLocalPort() + "\"",
                                "events.syslog.authority=\"" + first.resolve("data/tls/ca.pem") + "\"")
                        .with("alice");
                RawClient alice = service.signIn("alice").available();
                RawClient stranger = service.connect()) {
            String plain = Base64.getEncoder()
                    .encodeToString("\0mallory\0planted-secret-pa55".getBytes(StandardCharsets.UTF_8));
            stranger.send(RawClient.HEADER).await("</stream:features>");
            stranger.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>")
                    .await("<failure");
            alice.send("<message to='alice@localhost'><body>planted-secret-body</body></message>")
                    .await("planted-secret-body");
            alice.send("<planted-secret-element/>").awaitEnd();
            until("the failure arrives", () -> received.indexOf("\"name\":\"mallory\"") > 0);
            until("the refusal arrives", () -> received.indexOf("\"action\":\"refused\"") > 0);
            assertThat(service.gauge("syslog_events_missed")).isZero();
        }
        until("the last word arrives", () -> received.indexOf("\"action\":\"stopped\"") > 0);
        assertThat(received.toString())
                .contains(" redoubt - account-added [meta sequenceId=\"")
                .doesNotContain("planted-secret", RunningRedoubt.PASSWORD);
    }
}
