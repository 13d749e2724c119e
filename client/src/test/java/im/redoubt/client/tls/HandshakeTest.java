package im.redoubt.client.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.trust.Draft;
import im.redoubt.client.trust.Issued;
import im.redoubt.client.trust.Reason;
import im.redoubt.client.trust.Trust;
import im.redoubt.client.trust.UntrustedException;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.TlsVersion;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with a server that speaks real TLS. */
class HandshakeTest {
    private static final BareJid DOMAIN = BareJid.of("example.org");
    private static final Issued ROOT = Draft.authority("root").selfSigned();
    private static final Issued SERVER = Draft.server("example.org").signedBy(ROOT);
    private static final Trust TRUST = Trust.pkix(List.of(ROOT.certificate()));
    private static final TlsHandshake HANDSHAKE =
            new TlsHandshake(TlsProvider.best(), Clock.systemUTC(), new SecureRandom());

    /** XEP-0368 section 3, RFC 9266, RFC 5929 section 4. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aServerThatProvesWhoItIsGetsAChannel(String protocol) throws Exception {
        try (LoopbackServer server = serving(protocol, "xmpp-client", SERVER)) {
            SecureChannel channel = HANDSHAKE.secure(server.connect(), TlsRequest.direct(DOMAIN, TRUST));
            channel.output().write("<stream/>".getBytes(UTF_8));
            assertThat(channel.input().read()).isEqualTo('!');
            assertThat(channel.version()).isEqualTo(TlsVersion.named(protocol).orElseThrow());
            assertThat(channel.bindings().tls()).contains(channel.version());
            assertThat(channel.bindings()
                            .data(ChannelBindingType.TLS_SERVER_END_POINT)
                            .orElseThrow())
                    .isEqualTo(
                            ChannelBindings.serverEndPoint(SERVER.certificate()).orElseThrow());
            assertThat(channel.verdict().explanation()).contains("example.org");
            assertThat(channel.toString()).contains(protocol.equals("TLSv1.3") ? "TLS_1_3" : "TLS_1_2");
            channel.close();
            String[] seen = server.outcome().split(" ", -1);
            assertThat(seen[0]).as("the name that was asked for").isEqualTo("example.org");
            assertThat(seen[1]).as("the application protocol").isEqualTo("xmpp-client");
            assertThat(seen[2]).isEqualTo("<stream/>");
            Optional<String> exported =
                    channel.bindings().data(ChannelBindingType.TLS_EXPORTER).map(HandshakeTest::hex);
            assertThat(exported.isPresent())
                    .as("over TLS 1.3 there is an exporter, of this Java or of Conscrypt")
                    .isEqualTo(protocol.equals("TLSv1.3"));
            assertThat(seen[3])
                    .as("both sides have the same, where this Java has it")
                    .isEqualTo(Runtime.version().feature() < 25 ? "" : exported.orElse(""));
        }
    }

    /** XEP-0368 section 3: a server may have no ALPN; with STARTTLS there is none. */
    @Test
    void applicationProtocolIsOfferedWhereItIsDirectTls() throws Exception {
        try (LoopbackServer server = serving("TLSv1.3", "", SERVER)) {
            SecureChannel channel = HANDSHAKE.secure(server.connect(), TlsRequest.direct(DOMAIN, TRUST));
            assertThat(channel.input().read()).isEqualTo('!');
            channel.close();
            assertThat(server.outcome().split(" ", -1)[1]).isEmpty();
        }
        try (LoopbackServer server = serving("TLSv1.3", "", SERVER)) {
            SecureChannel channel = HANDSHAKE.secure(server.connect(), TlsRequest.startTls(DOMAIN, TRUST));
            assertThat(channel.input().read()).isEqualTo('!');
            channel.close();
            assertThat(server.outcome().split(" ", -1)[0]).isEqualTo("example.org");
        }
        try (LoopbackServer server = serving("TLSv1.3", "http/1.1", SERVER)) {
            Socket socket = server.connect();
            assertThatThrownBy(() -> HANDSHAKE.secure(socket, TlsRequest.direct(DOMAIN, TRUST)))
                    .isInstanceOf(HandshakeException.class);
        }
    }

    /** The man in the middle has a certificate that is wrong in one way, and speaks TLS as it should be. */
    @Tag("T-26")
    @Tag("T-38")
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aManInTheMiddleGetsNotOneByte(String protocol) throws Exception {
        Issued wrongName = Draft.server("evil.example").signedBy(ROOT);
        Issued stranger = Draft.server("example.org").selfSigned();
        Issued expired = Draft.server("example.org").days(-9, -2).signedBy(ROOT);
        for (Issued certificate : List.of(wrongName, stranger, expired)) {
            try (LoopbackServer server = serving(protocol, "xmpp-client", certificate)) {
                Socket socket = server.connect();
                assertThatThrownBy(() -> HANDSHAKE.secure(socket, TlsRequest.direct(DOMAIN, TRUST)))
                        .isInstanceOfSatisfying(
                                UntrustedException.class,
                                refused -> assertThat(refused.verdict().reasons())
                                        .hasSize(1)
                                        .isSubsetOf(Reason.WRONG_NAME, Reason.UNTRUSTED, Reason.EXPIRED))
                        .hasMessageContaining("was sent nothing");
                assertThat(socket.isClosed()).isTrue();
                assertThat(server.outcome()).isEqualTo("refused, and read: ");
            }
        }
    }

    /** The target of an SRV record, which is loopback here, has no say (RFC 6120 section 13.7.2.1). */
    @Test
    @Tag("T-27")
    void theNameIsThatOfTheDomainAndNotOfTheHost() throws Exception {
        Issued host = Draft.server("localhost").address("127.0.0.1").signedBy(ROOT);
        try (LoopbackServer server = serving("TLSv1.3", "xmpp-client", host)) {
            Socket socket = server.connect();
            assertThatThrownBy(() -> HANDSHAKE.secure(socket, TlsRequest.direct(DOMAIN, TRUST)))
                    .isInstanceOfSatisfying(
                            UntrustedException.class,
                            refused -> assertThat(refused.verdict().reasons()).containsExactly(Reason.WRONG_NAME));
        }
    }

    /** Plays a server that tells which name it was asked for, the protocol, what it read, and its exporter. */
    private static LoopbackServer serving(String protocol, String alpn, Issued... chain) throws Exception {
        return LoopbackServer.tls(LoopbackServer.context(new TrustManager[0], chain), socket -> {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            parameters.setApplicationProtocols(alpn.isEmpty() ? new String[0] : new String[] {alpn});
            socket.setSSLParameters(parameters);
            try {
                socket.startHandshake();
                socket.getOutputStream().write('!');
            } catch (java.io.IOException e) {
                return "refused, and read: " + LoopbackServer.received(socket);
            }
            String read = LoopbackServer.received(socket);
            if (read.isEmpty() && !socket.getSession().isValid()) {
                return "refused, and read: ";
            }
            return String.join(" ", asked(socket), socket.getApplicationProtocol(), read, exported(socket));
        });
    }

    private static String asked(SSLSocket socket) {
        ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
        return session.getRequestedServerNames().isEmpty()
                ? ""
                : ((SNIHostName) session.getRequestedServerNames().get(0)).getAsciiName();
    }

    private static String exported(SSLSocket socket) {
        return TlsProvider.platform().exporter(socket).map(HandshakeTest::hex).orElse("");
    }

    private static String hex(byte[] bytes) {
        return new java.math.BigInteger(1, bytes).toString(16);
    }
}
