package im.redoubt.server.tls;

import static im.redoubt.server.tls.TestCertificate.ec;
import static im.redoubt.server.tls.TestCertificate.rsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server agrees to in a handshake, against a client of the JDK in the same process. */
@Tag("SRV-01")
class JdkTlsProviderTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TlsIdentity identity;
    private final JdkTlsProvider provider;

    JdkTlsProviderTest() throws GeneralSecurityException {
        identity = identity(ec("secp256r1"));
        provider = new JdkTlsProvider(identity, Optional.empty(), java.time.InstantSource.system(), RANDOM);
    }

    private static TlsIdentity identity(KeyPair pair) throws GeneralSecurityException {
        return new TlsIdentity(List.of(TestCertificate.of(pair).dns("localhost").signedBy(pair)), pair.getPrivate());
    }

    /** A client that trusts one certificate and speaks one protocol. */
    private static SSLEngine client(TlsIdentity trusted, String protocol, String... alpn) throws Exception {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("server", trusted.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), RANDOM);
        SSLEngine engine = context.createSSLEngine("localhost", 5223);
        engine.setUseClientMode(true);
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setApplicationProtocols(alpn);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Returns whether the two agree. */
    private static boolean shakeHands(SSLEngine client, SSLEngine server) {
        SslHandler one = new SslHandler(client);
        SslHandler other = new SslHandler(server);
        EmbeddedChannel left = new EmbeddedChannel(one);
        EmbeddedChannel right = new EmbeddedChannel(other);
        boolean moved = true;
        while (moved) {
            moved = pass(left, right);
            moved |= pass(right, left);
        }
        boolean agreed =
                one.handshakeFuture().isSuccess() && other.handshakeFuture().isSuccess();
        left.releaseOutbound();
        right.releaseOutbound();
        return agreed;
    }

    private static boolean pass(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        Object bytes = from.readOutbound();
        if (bytes == null) {
            return false;
        }
        if (!to.isOpen()) {
            ReferenceCountUtil.release(bytes);
            return true;
        }
        try {
            to.writeInbound(bytes);
        } catch (RuntimeException refused) { // netty wraps what the handshake's future says, whatever it is
            return true;
        }
        return true;
    }

    @Test
    void offersModernSuitesOnlyInItsOwnOrder() {
        SSLEngine engine = provider.newEngine(Optional.of("xmpp-client"));
        SSLParameters parameters = engine.getSSLParameters();
        assertThat(engine.getUseClientMode()).isFalse();
        assertThat(parameters.getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(parameters.getCipherSuites()).containsExactlyElementsOf(JdkTlsProvider.SUITES);
        // Forward secrecy and AEAD in each of them (RFC 9325 section 4.2).
        assertThat(JdkTlsProvider.SUITES)
                .hasSize(9)
                .allMatch(suite -> suite.matches(
                        "TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)"));
        assertThat(parameters.getUseCipherSuitesOrder()).isTrue();
        assertThat(parameters.getNamedGroups()).containsExactly("x25519", "secp256r1", "secp384r1");
        assertThat(parameters.getSignatureSchemes())
                .hasSize(9)
                .allMatch(scheme -> scheme.matches("(ecdsa|rsa_pss_rsae|rsa_pkcs1)_.*sha(256|384|512)"));
        assertThat(parameters.getNeedClientAuth()).isFalse();
        assertThat(parameters.getWantClientAuth()).isFalse();
        assertThat(parameters.getApplicationProtocols()).containsExactly("xmpp-client");
        assertThat(provider.newEngine(Optional.empty()).getSSLParameters().getApplicationProtocols())
                .isEmpty();
    }

    @Test
    void resumesNothing() {
        for (String property : List.of(
                "jdk.tls.server.enableSessionTicketExtension=false",
                "jdk.tls.server.newSessionTicketCount=0",
                "jdk.tls.allowLegacyResumption=false",
                "jdk.tls.rejectClientInitiatedRenegotiation=true")) {
            int equals = property.indexOf('=');
            assertThat(System.getProperty(property.substring(0, equals)))
                    .as(property)
                    .isEqualTo(property.substring(equals + 1));
        }
    }

    @Test
    void agreesOnTheFirstSuiteThatBothHave() throws Exception {
        SSLEngine client = client(identity, "TLSv1.3");
        SSLParameters reversed = client.getSSLParameters();
        reversed.setCipherSuites(new String[] {"TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"});
        client.setSSLParameters(reversed);
        SSLEngine server = provider.newEngine(Optional.empty());
        assertThat(shakeHands(client, server)).isTrue();
        assertThat(server.getSession().getCipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.2, true", "TLSv1.1, false", "TLSv1, false"})
    void speaksNoOldProtocol(String protocol, boolean spoken) throws Exception {
        assertThat(shakeHands(client(identity, protocol), provider.newEngine(Optional.empty())))
                .isEqualTo(spoken);
    }

    /** RFC 7301 section 3.2: no protocol in common ends the handshake; XEP-0368 lets clients offer none. */
    @ParameterizedTest
    @CsvSource({"xmpp-client, true", "'', true", "http/1.1, false", "xmpp-server, false", "http/1.1 xmpp-client, true"})
    void agreesOnTheProtocolOfClientsOnly(String offered, boolean agreed) throws Exception {
        String[] alpn = offered.isEmpty() ? new String[0] : offered.split(" ", -1);
        SSLEngine server = provider.newEngine(Optional.of(TlsProvider.ALPN_CLIENT));
        assertThat(shakeHands(client(identity, "TLSv1.3", alpn), server)).isEqualTo(agreed);
        if (agreed) {
            assertThat(server.getApplicationProtocol()).isEqualTo(offered.isEmpty() ? "" : "xmpp-client");
        }
    }

    /** RFC 9266: the exporter with this label, no context and 32 bytes; the same at both ends. */
    @Test
    void bindsToTheKeysOfTls13() throws Exception {
        SSLEngine client = client(identity, "TLSv1.3");
        SSLEngine server = provider.newEngine(Optional.empty());
        assertThat(shakeHands(client, server)).isTrue();
        byte[] theirs = ((ExtendedSSLSession) client.getSession())
                .exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
        assertThat(provider.exporter(server).orElseThrow()).isEqualTo(theirs).hasSize(32);
    }

    @Test
    void bindsToNothingWhereThereIsNoTls13() throws Exception {
        SSLEngine server = provider.newEngine(Optional.empty());
        assertThat(provider.exporter(server)).isEmpty();
        assertThat(shakeHands(client(identity, "TLSv1.2"), server)).isTrue();
        assertThat(provider.exporter(server)).isEmpty();
    }

    @Test
    void servesTheNewIdentityToThoseWhoComeLater() throws Exception {
        SSLEngine before = provider.newEngine(Optional.empty());
        TlsIdentity next = identity(rsa(2_048));
        provider.replace(next);
        assertThat(provider.identity()).isSameAs(next);
        assertThat(shakeHands(client(identity, "TLSv1.3"), before)).isTrue();
        assertThat(shakeHands(client(identity, "TLSv1.3"), provider.newEngine(Optional.empty())))
                .isFalse();
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            SSLEngine after = provider.newEngine(Optional.empty());
            assertThat(shakeHands(client(next, protocol), after)).isTrue();
            assertThat(after.getSession().getLocalCertificates()).containsExactly(next.certificate());
        }
    }

    @Test
    void handsItsKeyToServersOfItsKindOnly() {
        IdentityKeyManager keys = new IdentityKeyManager(identity);
        String alias = keys.chooseEngineServerAlias("EC", null, null);
        assertThat(alias).isNotNull().isEqualTo(keys.chooseServerAlias("EC", null, null));
        assertThat(keys.getServerAliases("EC", null)).containsExactly(alias);
        assertThat(keys.getPrivateKey("server")).isSameAs(identity.key());
        assertThat(keys.getCertificateChain("server")).containsExactly(identity.certificate());
        assertThat(keys.chooseEngineServerAlias("RSA", null, null)).isNull();
        assertThat(keys.chooseServerAlias("RSA", null, null)).isNull();
        assertThat(keys.getServerAliases("RSA", null)).isNull();
        assertThat(keys.getPrivateKey("client")).isNull();
        assertThat(keys.getCertificateChain("client")).isNull();
        assertThat(keys.getClientAliases("EC", null)).isNull();
        assertThat(keys.chooseClientAlias(new String[] {"EC"}, null, null)).isNull();
    }
}
