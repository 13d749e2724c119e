package im.redoubt.client.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.trust.Draft;
import im.redoubt.client.trust.Issued;
import im.redoubt.client.trust.Pin;
import im.redoubt.client.trust.Pins;
import im.redoubt.client.trust.Reason;
import im.redoubt.client.trust.Trust;
import im.redoubt.client.trust.UntrustedException;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that speak weak TLS, or late, or twice, or none at all. */
class HostileServerTest {
    private static final BareJid DOMAIN = BareJid.of("example.org");
    private static final Issued ROOT = Draft.authority("root").selfSigned();
    private static final Issued SERVER = Draft.server("example.org").signedBy(ROOT);
    private static final Trust TRUST = Trust.pkix(List.of(ROOT.certificate()));
    private static final TlsRequest REQUEST = TlsRequest.direct(DOMAIN, TRUST);
    private static final TlsHandshake HANDSHAKE =
            new TlsHandshake(TlsProvider.best(), Clock.systemUTC(), new SecureRandom());

    /** RFC 9325 section 4, RFC 8446 section 2.3: what is offered is all that can come of it. */
    @Test
    @Tag("T-32")
    @Tag("T-34")
    void nothingWeakIsOffered() throws Exception {
        for (TlsRequest request : List.of(REQUEST, TlsRequest.startTls(DOMAIN, TRUST))) {
            ClientHello hello = hello(request);
            assertThat(hello.suites())
                    .containsExactly(0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8);
            assertThat(hello.compressions()).containsExactly(0);
            assertThat(hello.extensions().get(ClientHello.SUPPORTED_VERSIONS)).isEqualTo("0403040303");
            assertThat(hello.extensions()).doesNotContainKeys(ClientHello.EARLY_DATA, ClientHello.PRE_SHARED_KEY);
        }
    }

    /** Only the domain is said before the server has proved who it is, and its form is that of DNS. */
    @Test
    @Tag("T-21")
    @Tag("T-38")
    void theNameThatIsAskedForIsThatOfTheDomain() throws Exception {
        assertThat(hello(REQUEST.at("host.example")).text(ClientHello.SERVER_NAME))
                .endsWith("example.org");
        assertThat(hello(TlsRequest.startTls(BareJid.of("bücher.example"), TRUST))
                        .text(ClientHello.SERVER_NAME))
                .endsWith("xn--bcher-kva.example");
        assertThat(hello(TlsRequest.direct(BareJid.of("juliet@example.org"), TRUST))
                        .text(ClientHello.SERVER_NAME))
                .endsWith("example.org")
                .doesNotContain("juliet");
        assertThat(hello(REQUEST).text(ClientHello.ALPN)).endsWith("xmpp-client");
        assertThat(hello(TlsRequest.startTls(DOMAIN, TRUST)).extensions()).doesNotContainKey(ClientHello.ALPN);
    }

    private static ClientHello hello(TlsRequest request) throws Exception {
        ClientHello[] hello = new ClientHello[1];
        try (LoopbackServer server = LoopbackServer.plain(socket -> {
            hello[0] = ClientHello.read(socket);
            return "";
        })) {
            Socket socket = server.connect();
            assertThatThrownBy(() -> HANDSHAKE.secure(socket, request)).isInstanceOf(HandshakeException.class);
            server.outcome();
        }
        return hello[0];
    }

    /** What a server chooses without its having been offered: old versions, RC4, 3DES, CBC, NULL, EXPORT, no forward secrecy, DHE. */
    @Tag("T-32")
    @ParameterizedTest
    @CsvSource({
        "0300, C02F",
        "0301, C013",
        "0302, C013",
        "0303, 0005",
        "0303, 000A",
        "0303, C013",
        "0303, C027",
        "0303, 0002",
        "0303, 0003",
        "0303, 009C",
        "0303, 009E",
        "0303, 0000",
        "0303, C009",
        "0303, 1301"
    })
    void whatWasNotOfferedIsNotAgreedTo(String version, String suite) throws Exception {
        try (LoopbackServer server = LoopbackServer.plain(socket -> {
            ClientHello.read(socket);
            socket.getOutputStream().write(serverHello(Integer.parseInt(version, 16), Integer.parseInt(suite, 16)));
            return records(socket);
        })) {
            Socket socket = server.connect();
            assertThatThrownBy(() -> HANDSHAKE.secure(socket, REQUEST))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessageContaining("TLS 1.3, or 1.2");
            assertThat(server.outcome()).as("an alert and nothing else").isEqualTo("21 ");
            assertThat(socket.isClosed()).isTrue();
        }
    }

    private static byte[] serverHello(int version, int suite) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        byte[] extension = {0, 5, (byte) 0xFF, 1, 0, 1, 0};
        int body = 2 + 32 + 1 + 2 + 1 + extension.length;
        out.writeByte(22);
        out.writeShort(Math.min(version, 0x0303));
        out.writeShort(4 + body);
        out.writeInt(2 << 24 | body);
        out.writeShort(version);
        out.write(new byte[32]);
        out.writeByte(0);
        out.writeShort(suite);
        out.writeByte(0);
        out.write(extension);
        return bytes.toByteArray();
    }

    /** Returns the types of the records that come until the end. */
    private static String records(Socket socket) throws IOException {
        StringBuilder types = new StringBuilder();
        DataInputStream input = new DataInputStream(socket.getInputStream());
        try {
            while (true) {
                types.append(input.readUnsignedByte()).append(' ');
                input.readUnsignedShort();
                input.readFully(new byte[input.readUnsignedShort()]);
            }
        } catch (EOFException e) {
            return types.toString();
        }
    }

    /** A server with TLS 1.2 that has nothing but CBC, or a signature with SHA-1. */
    @Tag("T-32")
    @ParameterizedTest
    @ValueSource(strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"})
    void aServerThatHasNothingBetterIsRefused(String suite) throws Exception {
        SSLContext context = LoopbackServer.context(new TrustManager[0], SERVER);
        try (LoopbackServer server = LoopbackServer.tls(context, socket -> {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            return LoopbackServer.received(socket);
        })) {
            Socket socket = server.connect();
            assertThatThrownBy(() -> HANDSHAKE.secure(socket, REQUEST)).isInstanceOf(HandshakeException.class);
            assertThat(server.outcome()).isEmpty();
        }
    }

    /** An absolute deadline: neither silence nor one byte now and then holds the handshake up. */
    @Tag("T-33")
    @ParameterizedTest
    @ValueSource(ints = {0, 200})
    void aServerThatStallsIsGivenUp(int bytes) throws Exception {
        Duration deadline = Duration.ofMillis(300);
        byte[] record = new byte[bytes];
        if (bytes > 0) {
            record[0] = 22;
            record[1] = 3;
            record[2] = 3;
            record[4] = (byte) (bytes - 5);
        }
        try (LoopbackServer server = LoopbackServer.plain(socket -> {
                    socket.getOutputStream().write(record);
                    return LoopbackServer.received(socket);
                });
                FaultProxy network =
                        FaultProxy.to(server.port(), Network.CLEAN.inPieces(1).delayed(Duration.ofMillis(40)))) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), network.port());
            long begin = System.nanoTime();
            assertThatThrownBy(() -> HANDSHAKE.secure(socket, REQUEST.within(deadline)))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessageContaining("300 ms");
            // A timer of the platform counts in whole milliseconds, and may end that much early.
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(deadline.minusMillis(2), Duration.ofSeconds(5));
            assertThat(socket.isClosed()).isTrue();
        }
    }

    /** What is no TLS is no server. */
    @Tag("T-35")
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "<stream:stream>", "\u0015\u0003\u0003\0\2\2\50", ""})
    void otherBytesAreRefused(String bytes) throws Exception {
        try (LoopbackServer server = LoopbackServer.plain(socket -> {
            ClientHello.read(socket);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return records(socket);
        })) {
            Socket socket = server.connect();
            assertThatThrownBy(() -> HANDSHAKE.secure(socket, REQUEST)).isInstanceOf(HandshakeException.class);
            assertThat(server.outcome()).isIn("21 ", "");
        }
    }

    /** RFC 9325 section 3.5: a connection is that of one server for its whole life. */
    @Test
    @Tag("T-33")
    void aSecondHandshakeEndsTheConnection() throws Exception {
        SSLContext context = LoopbackServer.context(new TrustManager[0], SERVER);
        try (LoopbackServer server = LoopbackServer.tls(context, socket -> {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.getInputStream().read();
            socket.getSession().invalidate();
            return again(socket);
        })) {
            SecureChannel channel = HANDSHAKE.secure(server.connect(), REQUEST);
            channel.output().write('!');
            assertThatThrownBy(() -> channel.input().read())
                    .isInstanceOf(SSLException.class)
                    .hasStackTraceContaining("second handshake");
            channel.close();
            assertThat(server.outcome()).isEqualTo("refused");
        }
    }

    private static String again(SSLSocket socket) {
        try {
            socket.startHandshake();
            return "went on: " + socket.getInputStream().read();
        } catch (IOException e) {
            return "refused";
        }
    }

    /** RFC 8446 section 2.2: every connection has the server prove anew who it is, whatever tickets it gave before. */
    @Tag("T-40")
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void nothingOfOneConnectionIsResumedOnAnother(String protocol) throws Exception {
        SSLContext context = LoopbackServer.context(new TrustManager[0], SERVER);
        try (LoopbackServer server = LoopbackServer.tls(context, 2, socket -> {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.getOutputStream().write('!');
            LoopbackServer.received(socket);
            return HexFormat.of().formatHex(socket.getSession().getId());
        })) {
            byte[][] exported = new byte[2][];
            for (int i = 0; i < 2; i++) {
                SecureChannel channel = HANDSHAKE.secure(server.connect(), REQUEST);
                assertThat(channel.input().read()).isEqualTo('!');
                assertThat(channel.verdict().explanation()).contains("vouches");
                exported[i] =
                        channel.bindings().data(ChannelBindingType.TLS_EXPORTER).orElse(new byte[] {(byte) i});
                channel.close();
            }
            String[] sessions = server.outcome().split("\\|", -1);
            assertThat(sessions[0]).isNotEqualTo(sessions[1]);
            assertThat(exported[0]).isNotEqualTo(exported[1]);
        }
    }

    /** A man in the middle with a certificate of a trusted authority meets a client that has pins. */
    @Test
    @Tag("T-30")
    @Tag("T-31")
    void aPinThatDoesNotFitEndsItBeforeAnythingIsSaid() throws Exception {
        Issued mitm = Draft.server("example.org").signedBy(ROOT);
        Pins pins = Pins.builder()
                .pin(Pin.ofKey(SERVER.certificate()))
                .pin(Pin.ofKey(Draft.server().selfSigned().certificate()))
                .build();
        SSLContext context = LoopbackServer.context(new TrustManager[0], mitm);
        for (Trust trust : List.of(
                Trust.pinsOnly(pins), Trust.pkix(List.of(ROOT.certificate())).pinned(pins))) {
            try (LoopbackServer server = LoopbackServer.tls(context, LoopbackServer::received)) {
                Socket socket = server.connect();
                assertThatThrownBy(() -> HANDSHAKE.secure(socket, TlsRequest.direct(DOMAIN, trust)))
                        .isInstanceOfSatisfying(
                                UntrustedException.class,
                                refused ->
                                        assertThat(refused.verdict().reasons()).containsExactly(Reason.PIN_MISMATCH))
                        .hasMessageContaining(Pin.ofKey(mitm.certificate()).toString());
                assertThat(server.outcome()).isEmpty();
            }
            try (LoopbackServer server =
                    LoopbackServer.tls(LoopbackServer.context(new TrustManager[0], SERVER), LoopbackServer::received)) {
                HANDSHAKE
                        .secure(server.connect(), TlsRequest.direct(DOMAIN, trust))
                        .close();
            }
        }
    }
}
