package im.redoubt.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.files.OwnerFiles;
import im.redoubt.server.tls.JdkTlsProvider;
import im.redoubt.server.tls.PemFiles;
import im.redoubt.server.tls.TlsException;
import im.redoubt.server.tls.TlsIdentity;
import im.redoubt.server.tls.TlsProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsProviderTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path data = Path.of("");

    private Optional<TlsProvider> provider = Optional.empty();

    @BeforeEach
    void makeProvider() {
        OwnAuthority authority = new OwnAuthority(data, "localhost", InstantSource.system(), RANDOM);
        provider =
                Optional.of(new JdkTlsProvider(authority.identity(), Optional.empty(), InstantSource.system(), RANDOM));
    }

    @ParameterizedTest
    @Tag("LIB-04")
    @CsvSource({"TLSv1.3, TLS_AES_128_GCM_SHA256", "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"})
    void agreesOnTheServersBestSuite(String protocol, String suite) throws Exception {
        SSLEngine server = provider.orElseThrow().newEngine(Optional.empty());
        SSLEngine client = client();
        client.setEnabledProtocols(new String[] {protocol});
        Handshake.run(client, server);
        assertThat(client.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(client.getSession().getCipherSuite()).isEqualTo(suite);
    }

    @ParameterizedTest
    @Tag("LIB-04")
    @CsvSource({
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
        "TLSv1.2, TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
    })
    void refusesWeakSuites(String protocol, String suite) throws Exception {
        SSLEngine client = client();
        client.setEnabledProtocols(new String[] {protocol});
        client.setEnabledCipherSuites(new String[] {suite});
        SSLEngine server = provider.orElseThrow().newEngine(Optional.empty());
        assertThatThrownBy(() -> Handshake.run(client, server)).isInstanceOf(SSLException.class);
    }

    @Test
    void negotiatesTheApplicationProtocolAndRefusesOthers() throws Exception {
        SSLEngine client = client("xmpp-client");
        SSLEngine server = provider.orElseThrow().newEngine(Optional.of(TlsProvider.ALPN_CLIENT));
        Handshake.run(client, server);
        assertThat(server.getApplicationProtocol()).isEqualTo("xmpp-client");
        SSLEngine other = provider.orElseThrow().newEngine(Optional.of(TlsProvider.ALPN_CLIENT));
        assertThatThrownBy(() -> Handshake.run(client("h2"), other)).isInstanceOf(SSLException.class);
        SSLEngine silent = provider.orElseThrow().newEngine(Optional.of(TlsProvider.ALPN_CLIENT));
        Handshake.run(client(), silent);
        assertThat(silent.getApplicationProtocol()).isEmpty();
    }

    @Test
    void givesBothSidesTheSameExporterOnTls13Only() throws Exception {
        TlsProvider tls = provider.orElseThrow();
        SSLEngine client = client();
        SSLEngine server = tls.newEngine(Optional.empty());
        assertThat(tls.exporter(server)).isEmpty();
        Handshake.run(client, server);
        byte[] theirs = ((ExtendedSSLSession) client.getSession())
                .exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
        assertThat(tls.exporter(server).orElseThrow()).isEqualTo(theirs);
        SSLEngine old = client();
        old.setEnabledProtocols(new String[] {"TLSv1.2"});
        SSLEngine oldServer = tls.newEngine(Optional.empty());
        Handshake.run(old, oldServer);
        assertThat(tls.exporter(oldServer)).isEmpty();
    }

    @Test
    @Tag("SRV-01")
    void usesAReplacedIdentityForNewConnections() throws Exception {
        TlsProvider tls = provider.orElseThrow();
        SSLEngine before = tls.newEngine(Optional.empty());
        Instant late = Instant.now().plus(Duration.ofDays(370));
        new OwnAuthority(data, "localhost", InstantSource.fixed(late), RANDOM).renewIfDue();
        TlsIdentity next = new OwnAuthority(data, "localhost", InstantSource.fixed(late), RANDOM).load();
        tls.replace(next);
        assertThat(tls.identity()).isSameAs(next);
        Handshake.run(client(), before);
    }

    @Test
    @Tag("SRV-04")
    void refusesIdentitiesThatDoNotFit() throws Exception {
        Path pair = data.resolve("tls/server.pem");
        Path other = data.resolve("other");
        new OwnAuthority(other, "localhost", InstantSource.system(), RANDOM).identity();
        InstantSource now = InstantSource.system();
        assertThatThrownBy(() -> TlsIdentity.load(pair, other.resolve("tls/server.pem"), "localhost", now))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("does not belong to the certificate");
        assertThatThrownBy(() -> TlsIdentity.load(pair, pair, "example.org", now))
                .hasMessageContaining("not for example.org; get one that has DNS:example.org.");
        InstantSource late = InstantSource.fixed(Instant.now().plus(Duration.ofDays(500)));
        assertThatThrownBy(() -> TlsIdentity.load(pair, pair, "localhost", late))
                .hasMessageContaining("expired on");
        InstantSource early = InstantSource.fixed(Instant.now().minus(Duration.ofDays(2)));
        assertThatThrownBy(() -> TlsIdentity.load(pair, pair, "localhost", early))
                .hasMessageContaining("check the clock");
        Files.setPosixFilePermissions(pair, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> TlsIdentity.load(pair, pair, "localhost", now)).hasMessageContaining("chmod 600");
        Path empty = data.resolve("empty.pem");
        OwnerFiles.write(empty, new byte[] {'x'}, OwnerFiles.SECRET);
        assertThatThrownBy(() -> TlsIdentity.load(empty, empty, "localhost", now))
                .hasMessageContaining("no PEM block");
    }

    private SSLEngine client(String... alpn) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca", PemFiles.chain(data.resolve("tls/ca.pem")).getFirst());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), RANDOM);
        SSLEngine engine = context.createSSLEngine("localhost", 5223);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(alpn);
        engine.setSSLParameters(parameters);
        return engine;
    }
}
