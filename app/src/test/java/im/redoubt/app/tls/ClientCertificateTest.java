package im.redoubt.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.tls.ClientCertificates.Client;
import im.redoubt.app.tls.ClientCertificates.Wish;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.tls.ClientAuthorities;
import im.redoubt.server.tls.JdkTlsProvider;
import im.redoubt.server.tls.TlsException;
import im.redoubt.server.tls.TlsProvider;
import im.redoubt.server.tls.XmppAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of clients: which pass, and whom they name. */
class ClientCertificateTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final BareJid DOMAIN = BareJid.of("localhost");
    private static final BareJid ALICE = BareJid.of("alice@localhost");

    @TempDir
    private Path data = Path.of("");

    private final ClientCertificates authority = new ClientCertificates("clients");
    private final ClientCertificates stranger = new ClientCertificates("strangers");
    private Optional<OwnAuthority> own = Optional.empty();

    @BeforeEach
    void makeIdentity() {
        own = Optional.of(new OwnAuthority(data, "localhost", InstantSource.system(), RANDOM));
    }

    private TlsProvider provider(Optional<List<Client>> revoked) {
        return provider(ClientAuthorities.load(authority.file(data, revoked)));
    }

    private TlsProvider provider(ClientAuthorities authorities) {
        return new JdkTlsProvider(
                own.orElseThrow().identity(), Optional.of(authorities), InstantSource.system(), RANDOM);
    }

    @Test
    @Tag("T-37")
    void anAuthorityThatHasExpiredVouchesForNobody() {
        InstantSource[] clock = {InstantSource.system()};
        TlsProvider tls = new JdkTlsProvider(
                own.orElseThrow().identity(),
                Optional.of(ClientAuthorities.load(authority.file(data, Optional.empty()))),
                () -> clock[0].instant(),
                RANDOM);
        assertThat(tls.newEngine(Optional.empty()).getWantClientAuth()).isTrue();
        clock[0] = InstantSource.offset(InstantSource.system(), Duration.ofDays(36_500));
        assertThat(tls.newEngine(Optional.empty()).getWantClientAuth()).isFalse();
    }

    private static SSLEngine engine(Optional<Client> client, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys = client.map(one -> one.keys().getKeyManagers()).orElse(new KeyManager[0]);
        context.init(keys, new TrustManager[] {new Careless()}, RANDOM);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {protocol});
        return engine;
    }

    /** This test is about the other side. */
    private static final class Careless implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("a client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            assertThat(chain).isNotEmpty();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Returns whom the server takes the client for, behind a handshake. */
    private static Set<BareJid> named(TlsProvider tls, Optional<Client> client, String protocol) throws Exception {
        SSLEngine server = tls.newEngine(Optional.of(TlsProvider.ALPN_CLIENT));
        Handshake.run(engine(client, protocol), server);
        try {
            return XmppAddresses.of((X509Certificate) server.getSession().getPeerCertificates()[0], DOMAIN);
        } catch (SSLPeerUnverifiedException e) {
            return Set.of();
        }
    }

    private Client client(Wish wish) {
        return authority.client(wish);
    }

    private static Set<BareJid> named(Client client) {
        return XmppAddresses.of(client.certificate(), DOMAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aCertificateIsAskedForAndNamesItsAccount(String protocol) throws Exception {
        TlsProvider tls = provider(Optional.empty());
        assertThat(named(tls, Optional.of(client(Wish.of("alice@localhost"))), protocol))
                .containsExactly(ALICE);
        assertThat(named(tls, Optional.empty(), protocol)).isEmpty();
    }

    @Test
    void nobodyIsAskedWhereNoAuthorityIsSetNorOverHttps() throws Exception {
        Optional<Client> alice = Optional.of(client(Wish.of("alice@localhost")));
        TlsProvider none =
                new JdkTlsProvider(own.orElseThrow().identity(), Optional.empty(), InstantSource.system(), RANDOM);
        assertThat(named(none, alice, "TLSv1.3")).isEmpty();
        SSLEngine https = provider(Optional.empty()).newEngine(Optional.of(TlsProvider.ALPN_HTTP));
        assertThat(https.getWantClientAuth()).isFalse();
        assertThat(https.getNeedClientAuth()).isFalse();
    }

    private void refused(TlsProvider tls, Client client) {
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            assertThatThrownBy(() -> {
                        SSLEngine server = tls.newEngine(Optional.empty());
                        SSLEngine engine = engine(Optional.of(client), protocol);
                        Handshake.run(engine, server);
                        assertThat(server.getSession().getPeerCertificates())
                                .as("taken")
                                .isEmpty();
                    })
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    @Tag("T-37")
    void aCertificateThatIsNotValidEndsTheHandshake() {
        TlsProvider tls = provider(Optional.empty());
        Instant now = Instant.now();
        refused(tls, client(Wish.of("alice@localhost").valid(now.minusSeconds(9_000), now.minusSeconds(60))));
        refused(tls, client(Wish.of("alice@localhost").valid(now.plusSeconds(3_600), now.plusSeconds(9_000))));
        refused(tls, client(Wish.of("alice@localhost").purpose(Optional.of(KeyPurposeId.id_kp_serverAuth))));
        refused(tls, client(Wish.of("alice@localhost").usage(KeyUsage.keyEncipherment)));
        refused(
                tls,
                client(Wish.of("alice@localhost")
                        .asAuthority()
                        .usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)));
    }

    /** The name of the authority is right, and its key is not. */
    @Test
    @Tag("T-37")
    void aCertificateOfAnotherAuthorityIsNotTaken() throws Exception {
        TlsProvider tls = provider(Optional.empty());
        ClientCertificates imitated = new ClientCertificates("clients");
        refused(tls, imitated.client(Wish.of("alice@localhost")));
        // A client that sees whose certificates are wanted sends none of another authority.
        Optional<Client> foreign = Optional.of(stranger.client(Wish.of("alice@localhost")));
        assertThat(named(tls, foreign, "TLSv1.3")).isEmpty();
    }

    @Test
    void aCertificateWithoutAPurposeIsForClientsToo() throws Exception {
        Client any = client(Wish.of("alice@localhost").purpose(Optional.empty()));
        assertThat(named(provider(Optional.empty()), Optional.of(any), "TLSv1.3"))
                .containsExactly(ALICE);
    }

    @Test
    @Tag("T-37")
    void aRevokedCertificateIsRefusedAndTheOthersAreNot() throws Exception {
        Client lost = client(Wish.of("alice@localhost"));
        Client kept = client(Wish.of("alice@localhost"));
        TlsProvider tls = provider(Optional.of(List.of(lost)));
        refused(tls, lost);
        assertThat(named(tls, Optional.of(kept), "TLSv1.3")).containsExactly(ALICE);
    }

    @Test
    @Tag("SRV-01")
    void whatIsRevokedLaterIsRefusedFromThenOn() throws Exception {
        Client lost = client(Wish.of("alice@localhost"));
        TlsProvider tls = provider(Optional.empty());
        assertThat(named(tls, Optional.of(lost), "TLSv1.3")).containsExactly(ALICE);
        tls.replace(ClientAuthorities.load(authority.file(data, Optional.of(List.of(lost)))));
        refused(tls, lost);
    }

    /** What cannot be looked up any more does not pass. */
    @Test
    @Tag("T-37")
    void aListThatHasExpiredLetsNobodyThrough() throws Exception {
        Path file = authority.file(data, Optional.empty());
        byte[] old =
                authority.list(List.of(), Instant.now().minusSeconds(3_600)).getEncoded();
        Files.writeString(file, Files.readString(file) + ClientCertificates.pem("X509 CRL", old));
        refused(provider(ClientAuthorities.load(file)), client(Wish.of("alice@localhost")));
    }

    /** A subject is text, and whom it seems to name is nobody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OU=\"CN=admin,\"",
                "CN=admin,CN=alice@localhost",
                "CN=alice\\,CN\\=admin",
                "CN=alice@localhost",
                "CN=#0c056161646d69",
                "1.3.6.1.5.5.7.8.5=alice@localhost"
            })
    @Tag("T-37")
    void theSubjectNamesNobody(String subject) {
        assertThat(named(client(Wish.of().subject(subject)))).isEmpty();
        assertThat(named(client(Wish.of("alice@localhost").subject(subject)))).containsExactly(ALICE);
    }

    @Test
    @Tag("T-37")
    void onlyAnXmppAddressOfThisDomainNamesAnAccount() {
        Client client = client(Wish.of(
                        "alice@other.example",
                        "alice@localhost/resource",
                        "localhost",
                        "",
                        "@localhost",
                        "alice@localhost.evil.example",
                        "alice@localhost\0.evil.example",
                        "a b@localhost")
                .names(List.of(
                        ClientCertificates.ascii("admin@localhost"),
                        new GeneralName(GeneralName.rfc822Name, "admin@localhost"),
                        new GeneralName(GeneralName.uniformResourceIdentifier, "xmpp:admin@localhost"),
                        ClientCertificates.other(
                                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.7"), new DERUTF8String("admin@localhost")))));
        assertThat(named(client)).isEmpty();
    }

    @Test
    @Tag("T-37")
    void allAccountsAreNamedOnceEachInTheirPreparedForm() {
        assertThat(named(client(Wish.of("Alice@LOCALHOST", "bob@localhost", "alice@localhost"))))
                .containsExactly(ALICE, BareJid.of("bob@localhost"));
    }

    @Test
    @Tag("T-37")
    @Tag("D-105")
    void whoHasTooManyNamesHasNone() {
        for (int count : new int[] {63, 64, 10_000}) {
            List<GeneralName> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                names.add(new GeneralName(GeneralName.dNSName, "host" + i + ".example"));
            }
            Client client = client(Wish.of("alice@localhost").names(names));
            assertThat(named(client).size()).isEqualTo(count == 63 ? 1 : 0);
        }
    }

    @Test
    @Tag("SRV-04")
    void aFileThatNamesNoAuthorityIsRefused() throws Exception {
        Path leaf =
                ClientCertificates.file(data, client(Wish.of("alice@localhost")).certificate());
        assertThatThrownBy(() -> ClientAuthorities.load(leaf))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("no authority");
        assertThatThrownBy(() -> ClientAuthorities.load(data.resolve("missing.pem")))
                .isInstanceOf(TlsException.class);
        Path file = authority.file(data, Optional.empty());
        Files.writeString(file, Files.readString(file) + ClientCertificates.pem("X509 CRL", new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> ClientAuthorities.load(file))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("list of revoked certificates");
        assertThat(ClientAuthorities.load(authority.file(data, Optional.of(List.of()))))
                .hasToString("1 authorities of clients, 1 lists of revoked certificates");
    }
}
