package im.redoubt.server.tls;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** TLS by the JDK's engine, which has a supported exporter and needs the least memory. */
public final class JdkTlsProvider implements TlsProvider {
    /** Best first; the server's order holds. AES-128 first: it is no weaker in practice and cheaper on both sides. */
    static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1"};

    /** No SHA-1, and PKCS#1 padding only where TLS 1.2 still needs it. */
    private static final String[] SIGNATURES = {
        "ecdsa_secp256r1_sha256",
        "ecdsa_secp384r1_sha384",
        "ecdsa_secp521r1_sha512",
        "rsa_pss_rsae_sha256",
        "rsa_pss_rsae_sha384",
        "rsa_pss_rsae_sha512",
        "rsa_pkcs1_sha256",
        "rsa_pkcs1_sha384",
        "rsa_pkcs1_sha512"
    };

    private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
    private static final int EXPORTER_BYTES = 32;

    static {
        // The engine reads these once. A connection is authenticated for its whole life: there is no second handshake,
        // and no ticket or cached session that would let a later connection skip the first.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
        System.setProperty("jdk.tls.server.newSessionTicketCount", "0");
        System.setProperty("jdk.tls.allowLegacyResumption", "false");
    }

    private final InstantSource clock;
    private final SecureRandom random;
    private volatile Current current;

    /**
     * @param identity a checked identity
     * @param authorities who may vouch for clients; empty: no client is asked for a certificate
     * @param clock what time it is
     * @param random the source of keys and nonces
     */
    public JdkTlsProvider(
            TlsIdentity identity, Optional<ClientAuthorities> authorities, InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
        this.current = current(identity, authorities);
    }

    @Override
    public SSLEngine newEngine(Optional<String> alpn) {
        Current now = upToDate();
        SSLEngine engine = now.context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters();
        // A browser would ask its user for a certificate, and a page cannot say who it is by one.
        parameters.setWantClientAuth(now.trust().isPresent() && !alpn.equals(Optional.of(ALPN_HTTP)));
        alpn.ifPresent(protocol -> parameters.setApplicationProtocols(new String[] {protocol}));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** An authority that has expired since vouches for nobody any more. */
    private Current upToDate() {
        Current now = current;
        return now.trust()
                        .filter(trust -> clock.instant().isAfter(trust.until()))
                        .isEmpty()
                ? now
                : renewed();
    }

    private synchronized Current renewed() {
        current = current(current.identity(), current.authorities());
        return current;
    }

    /** Protocols, suites, groups and signatures, for both sides of a connection. */
    static SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters(SUITES.toArray(new String[0]), PROTOCOLS);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNamedGroups(GROUPS);
        parameters.setSignatureSchemes(SIGNATURES);
        parameters.setEnableRetransmissions(false);
        return parameters;
    }

    @Override
    public TlsIdentity identity() {
        return current.identity();
    }

    @Override
    public synchronized void replace(TlsIdentity identity) {
        current = current(identity, current.authorities());
    }

    @Override
    public synchronized void replace(ClientAuthorities authorities) {
        current = current(current.identity(), Optional.of(authorities));
    }

    @Override
    public Optional<byte[]> exporter(SSLEngine engine) {
        if (!(engine.getSession() instanceof ExtendedSSLSession session) || !"TLSv1.3".equals(session.getProtocol())) {
            return Optional.empty();
        }
        try {
            return Optional.of(session.exportKeyingMaterialData(EXPORTER_LABEL, new byte[0], EXPORTER_BYTES));
        } catch (SSLException e) {
            // Without keying material there is no binding; the mechanisms that need it are then not announced.
            return Optional.empty();
        }
    }

    private Current current(TlsIdentity identity, Optional<ClientAuthorities> authorities) {
        Optional<ClientAuthorities.Trust> trust = authorities.flatMap(some -> some.trust(clock.instant()));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new IdentityKeyManager(identity)},
                    trust.map(now -> new TrustManager[] {now.manager()}).orElseGet(() -> new TrustManager[0]),
                    random);
            // TLS 1.2 would keep each session for a day; the least that can be said is one, for a second.
            context.getServerSessionContext().setSessionCacheSize(1);
            context.getServerSessionContext().setSessionTimeout(1);
            return new Current(identity, authorities, trust, context);
        } catch (GeneralSecurityException e) {
            throw new TlsException("TLS cannot be set up on this Java; install an unmodified OpenJDK 25.", e);
        }
    }

    /** An identity, who vouches for clients, who checks that now, and the context made of them, replaced together. */
    private record Current(
            TlsIdentity identity,
            Optional<ClientAuthorities> authorities,
            Optional<ClientAuthorities.Trust> trust,
            SSLContext context) {}
}
