package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS that is too old, too weak, too long, in the wrong place, or for somebody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsAbuseTest {
    private static final int ECDHE_ECDSA_AES128_GCM = 0xc02b;
    private static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

    private final RunningRedoubt service;
    private final Attacker attacker;

    TlsAbuseTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(directory, "limits.negotiation_seconds=8").with("alice");
        this.attacker = Attacker.of(service);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Hello.Answer answerTo(Hello hello) {
        try (Socket socket = attacker.beforeHandshake()) {
            return hello.sendTo(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aHelloMadeByHandIsAcceptedWhenItIsAGoodOne() {
        assertThat(answerTo(new Hello(Hello.TLS12, ECDHE_ECDSA_AES128_GCM)).accepts())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, Hello.TLS10, Hello.TLS11})
    @Tag("T-32")
    @Tag("SRV-02")
    void oldVersionsAreRefused(int version) {
        Hello.Answer answer = answerTo(new Hello(version, ECDHE_ECDSA_AES128_GCM, 0xc009, 0xc00a, 0x002f, 0x000a));

        assertThat(answer.refuses()).as("%s", answer).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0xc007, RC4",
        "0xc008, 3DES",
        "0xc009, CBC with SHA-1",
        "0xc00a, CBC with SHA-1",
        "0xc023, CBC",
        "0xc006, NULL",
        "0x0003, EXPORT",
        "0x0005, RC4 without forward secrecy",
        "0x009c, RSA key transport",
        "0x0033, DHE",
        "0x009e, DHE",
        "0xc018, anonymous",
        "0x00a6, anonymous",
        "0x003b, NULL"
    })
    @Tag("T-32")
    @Tag("SRV-02")
    void weakSuitesAreRefused(int suite, String why) {
        Hello.Answer answer = answerTo(new Hello(Hello.TLS12, suite));

        assertThat(answer.refuses()).as("%s: %s", why, answer).isTrue();
    }

    @Test
    @Tag("T-33")
    void aHelloOfManyTinyRecordsIsReadOrRefusedAndAHugeOneIsRefused() {
        byte[] tiny = new Hello(Hello.TLS12, ECDHE_ECDSA_AES128_GCM).records(1);
        try (Socket socket = attacker.beforeHandshake()) {
            socket.getOutputStream().write(tiny);
            Hello.Answer answer = Hello.answer(socket);
            assertThat(answer.accepts() || answer.refuses()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Hello huge = new Hello(Hello.TLS12, ECDHE_ECDSA_AES128_GCM).extension(0xfafa, new byte[60_000]);
        assertThat(answerTo(huge).refuses()).isTrue();
    }

    @Test
    @Tag("T-33")
    void aSecondHandshakeEndsTheConnection() {
        try (SSLSocket socket = attacker.secure(parameters -> parameters.setProtocols(new String[] {"TLSv1.2"}))) {
            RawClient client = RawClient.over(socket);
            client.send(RawClient.HEADER).await("</stream:features>");
            socket.startHandshake();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            socket.getOutputStream().write(' ');
                            if (socket.getInputStream().read() < 0) {
                                throw new IOException("closed");
                            }
                        }
                    })
                    .isInstanceOf(IOException.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @Tag("T-34")
    @Tag("SRV-02")
    void noSessionIsResumedSoThatThereIsNoEarlyDataEither(String protocol) {
        Attacker returning = Attacker.of(service);
        long first = sessionMade(returning, protocol);
        while (System.currentTimeMillis() <= first) {
            Thread.onSpinWait();
        }
        // A resumed session keeps the time at which the first was made.
        assertThat(sessionMade(returning, protocol)).isGreaterThan(first);
    }

    private static long sessionMade(Attacker returning, String protocol) {
        try (SSLSocket socket = returning.secure(parameters -> parameters.setProtocols(new String[] {protocol}))) {
            RawClient client = RawClient.over(socket);
            client.send(RawClient.HEADER).await("</stream:features>");
            client.send("</stream:stream>").awaitEnd();
            return socket.getSession().getCreationTime();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Tag("T-34")
    void earlyDataIsNeverProcessed() {
        Hello hello = new Hello(Hello.TLS12, 0x1301)
                .extension(43, new byte[] {2, 3, 4})
                .extension(42, new byte[0]);
        try (Socket socket = attacker.beforeHandshake()) {
            socket.getOutputStream().write(hello.records(1 << 14));
            byte[] data = RawClient.HEADER.getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(new byte[] {23, 3, 3, 0, (byte) data.length});
            socket.getOutputStream().write(data);
            socket.shutdownOutput();
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("stream");
        } catch (IOException reset) {
            // refused at once
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2", "xmpp-server", "xmpp-client2", "imap"})
    @Tag("T-35")
    void anotherProtocolIsRefused(String protocol) {
        assertThatThrownBy(
                        () -> attacker.secure(parameters -> parameters.setApplicationProtocols(new String[] {protocol}))
                                .close())
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("no_application_protocol");
    }

    @Test
    @Tag("T-35")
    void theRightProtocolIsAgreedTo() throws IOException {
        try (SSLSocket socket =
                attacker.secure(parameters -> parameters.setApplicationProtocols(new String[] {"h2", "xmpp-client"}))) {
            assertThat(socket.getApplicationProtocol()).isEqualTo("xmpp-client");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /<script>evil</script> HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n<script>evil</script>",
                "EHLO evil\r\n",
                "SSH-2.0-evil\r\n"
            })
    @Tag("T-35")
    void bytesOfOtherProtocolsEndTheConnectionAndAreNotEchoed(String bytes) {
        try (RawClient clear = RawClient.over(attacker.clear());
                RawClient secure = attacker.client()) {
            assertThat(clear.send(bytes).awaitEnd()).contains("<stream:error>").doesNotContain("evil");
            assertThat(secure.send(bytes).awaitEnd()).contains("<stream:error>").doesNotContain("evil");
        }
        try (RawClient wrong = RawClient.over(attacker.beforeHandshake())) {
            assertThat(wrong.send(bytes).awaitEnd()).doesNotContain("evil").doesNotContain("stream");
        }
    }

    @Test
    @Tag("T-38")
    void whoeverNamesAnotherServerInTlsGetsNothingForIt() throws IOException, CertificateParsingException {
        try (SSLSocket socket =
                attacker.secure(parameters -> parameters.setServerNames(List.of(new SNIHostName("other.example"))))) {
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            assertThat(certificate.getSubjectAlternativeNames().toString()).doesNotContain("other.example");
            RawClient client = RawClient.over(socket);
            String header = RawClient.HEADER.replace("to='localhost'", "to='other.example'");
            assertThat(client.send(header).awaitEnd())
                    .contains("<host-unknown")
                    .contains("from='localhost'")
                    .doesNotContain("from='other.example'")
                    .doesNotContain("mechanism");
        }
    }

    @Test
    @Tag("T-25")
    void startTlsWithinTlsIsRefused() {
        try (RawClient stranger = attacker.client()) {
            stranger.send(RawClient.HEADER).await("</stream:features>");
            assertThat(stranger.send(STARTTLS).awaitEnd())
                    .contains("<stream:error>")
                    .doesNotContain("<proceed");
        }
        try (RawClient member = attacker.signIn("alice")) {
            assertThat(member.send(STARTTLS).awaitEnd())
                    .contains("<stream:error>")
                    .doesNotContain("<proceed");
        }
    }

    @Test
    @Tag("T-25")
    @Tag("T-23")
    void aSecondStartTlsInClearIsNotRead() {
        try (RawClient clear = RawClient.over(attacker.clear())) {
            clear.send(RawClient.HEADER).await("</stream:features>");
            clear.send(STARTTLS).await("<proceed");
            String rest = clear.send(STARTTLS + RawClient.HEADER).awaitEnd();

            assertThat(rest).doesNotContain("<proceed").doesNotContain("<stream:stream");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<compress xmlns='http://jabber.org/protocol/compress'><method>zlib</method></compress>",
                "<iq type='set' id='1'><query xmlns='jabber:iq:auth'><username>alice</username><password>x</password></query></iq>",
                "<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
                "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'/>"
            })
    @Tag("T-25")
    @Tag("D-99")
    void inClearNothingAvoidsTls(String element) {
        try (RawClient clear = RawClient.over(attacker.clear())) {
            clear.send(RawClient.HEADER).await("</stream:features>");

            assertThat(clear.send(element).awaitEnd()).contains("<stream:error><not-authorized");
        }
    }

    @Test
    @Tag("T-33")
    void aFloodOfKeyUpdatesEndsTheConnection() {
        try (SSLSocket socket = attacker.secure(parameters -> parameters.setProtocols(new String[] {"TLSv1.3"}))) {
            RawClient client = RawClient.over(socket).signIn("alice", RunningRedoubt.PASSWORD);
            Thread.ofVirtual().start(() -> {
                try {
                    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException ended) {
                    // as it should
                }
            });
            assertThat(client.address()).isNotEmpty();
            // Each is answered by the server with new keys of its own.
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            socket.startHandshake();
                        }
                    })
                    .isInstanceOf(IOException.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Tag("T-33")
    void muchDataIsNoFlood() {
        try (RawClient alice = attacker.signIn("alice").available()) {
            String large = "<iq type='get' id='ID' to='localhost'><ping xmlns='urn:xmpp:ping'>" + "x".repeat(200_000)
                    + "</ping></iq>";
            for (int i = 0; i < 4; i++) {
                alice.send(large.replace("ID", "large" + i));
            }
            assertThat(alice.await("id='large3'")).contains("id='large0'");
        }
    }

    @Test
    @Tag("T-33")
    @Tag("S-11")
    void recordsOfOneByteCarryASessionAsWell() {
        try (RawClient alice = attacker.signIn("alice").available()) {
            for (byte one : "<iq type='get' id='tiny' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>"
                    .getBytes(StandardCharsets.UTF_8)) {
                alice.send(new byte[] {one});
            }
            assertThat(alice.await("id='tiny'")).contains("type='result'");
        }
    }
}
