package im.redoubt.client.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.trust.Draft;
import im.redoubt.client.trust.Issued;
import im.redoubt.client.trust.Trust;
import im.redoubt.client.trust.UntrustedException;
import im.redoubt.protocol.address.BareJid;
import java.net.Socket;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that says who it is by a certificate. */
class ClientKeyTest {
    private static final Issued ROOT = Draft.authority("root").selfSigned();
    private static final Issued SERVER = Draft.server("example.org").signedBy(ROOT);
    private static final Issued JULIET = Draft.server()
            .xmpp("juliet@example.org")
            .purpose(KeyPurposeId.id_kp_clientAuth)
            .signedBy(ROOT);
    private static final TlsHandshake HANDSHAKE =
            new TlsHandshake(TlsProvider.best(), Clock.systemUTC(), new SecureRandom());

    private static TlsRequest request(ClientKey key) {
        return TlsRequest.direct(BareJid.of("example.org"), Trust.pkix(List.of(ROOT.certificate())))
                .with(key);
    }

    /** XEP-0178: the server asks, and the client shows what the application gave it. */
    @Test
    void isShownToTheServerThatAsks() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = {'x'};
        store.setKeyEntry("juliet", JULIET.key().getPrivate(), password, new Certificate[] {JULIET.certificate()});
        Issued rsa = Draft.server()
                .key(Draft.rsa(2048))
                .purpose(KeyPurposeId.id_kp_clientAuth)
                .signedBy(ROOT);
        List<ClientKey> keys = List.of(
                ClientKey.from(store, "juliet", password),
                ClientKey.of(JULIET.key().getPrivate(), List.of(JULIET.certificate())),
                ClientKey.of(rsa.key().getPrivate(), List.of(rsa.certificate())));
        for (ClientKey key : keys) {
            try (LoopbackServer server = asking(SERVER, "TLSv1.3")) {
                SecureChannel channel = HANDSHAKE.secure(server.connect(), request(key));
                assertThat(channel.input().read()).isEqualTo('!');
                channel.close();
                assertThat(server.outcome())
                        .isEqualTo(key.chain()[0].getSerialNumber().toString());
            }
            assertThat(key).hasToString("ClientKey[***]");
        }
        assertThatThrownBy(() -> ClientKey.from(store, "romeo", password)).hasMessageContaining("romeo");
        assertThatThrownBy(() -> ClientKey.of(JULIET.key().getPrivate(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** In TLS 1.2 certificates of clients are in clear: who listens would learn whose account it is. */
    @Test
    @Tag("T-21")
    void isNeverShownInClear() throws Exception {
        ClientKey key = ClientKey.of(JULIET.key().getPrivate(), List.of(JULIET.certificate()));
        try (LoopbackServer server = asking(SERVER, "TLSv1.2")) {
            Socket socket = server.connect();
            assertThatThrownBy(() -> HANDSHAKE.secure(socket, request(key))).isInstanceOf(HandshakeException.class);
            assertThat(server.outcome()).isEqualTo("nobody");
        }
    }

    /** A man in the middle asks, too. */
    @Test
    @Tag("T-26")
    void isNotShownToSomebodyElse() throws Exception {
        ClientKey key = ClientKey.of(JULIET.key().getPrivate(), List.of(JULIET.certificate()));
        Issued mitm = Draft.server("evil.example").signedBy(ROOT);
        try (LoopbackServer server = asking(mitm, "TLSv1.3")) {
            Socket socket = server.connect();
            assertThatThrownBy(() -> HANDSHAKE.secure(socket, request(key))).isInstanceOf(UntrustedException.class);
            assertThat(server.outcome()).isEqualTo("nobody");
        }
    }

    /** Plays a server that must know who its client is, and tells the number of the certificate. */
    private static LoopbackServer asking(Issued certificate, String protocol) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("root", ROOT.certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        TrustManager[] managers = factory.getTrustManagers();
        SSLContext context = LoopbackServer.context(managers, certificate);
        return LoopbackServer.tls(context, socket -> {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setNeedClientAuth(true);
            return shown(socket);
        });
    }

    private static String shown(SSLSocket socket) {
        try {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            socket.getOutputStream().write('!');
            return shown.getSerialNumber().toString();
        } catch (java.io.IOException e) {
            return "nobody";
        }
    }
}
