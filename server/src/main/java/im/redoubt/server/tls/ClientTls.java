package im.redoubt.server.tls;

import im.redoubt.server.settings.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS for connections that the server makes. Guarantee: the peer's chain ends at an authority of the file, or of the
 * platform where there is none, and its certificate is for the name that was asked for; nothing switches that off.
 */
public final class ClientTls {
    private final SSLContext context;

    private ClientTls(SSLContext context) {
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @param authority PEM file with the certificates that may vouch for the peer; empty for those that Java trusts
     * @param client certificate and key that are shown to the peer
     * @param random the source of keys and nonces
     * @return what connections are made with
     * @throws TlsException when a file cannot be used, with the mend
     */
    public static ClientTls load(Optional<Path> authority, Optional<TlsFiles> client, SecureRandom random) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(client), trust(authority), random);
            // Every connection proves anew who it is.
            context.getClientSessionContext().setSessionCacheSize(1);
            context.getClientSessionContext().setSessionTimeout(1);
            return new ClientTls(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("TLS for connections to others cannot be set up: " + e.getMessage() + ".", e);
        }
    }

    private static TrustManager[] trust(Optional<Path> authority) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        if (authority.isEmpty()) {
            // Null is how the interface spells "those of the platform".
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        List<X509Certificate> certificates = PemFiles.chain(authority.get());
        for (int i = 0; i < certificates.size(); i++) {
            anchors.setCertificateEntry("authority" + i, certificates.get(i));
        }
        factory.init(anchors);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(Optional<TlsFiles> client) throws GeneralSecurityException, IOException {
        if (client.isEmpty()) {
            return new KeyManager[0];
        }
        char[] none = new char[0];
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, none);
        List<X509Certificate> chain = PemFiles.chain(client.get().certificate());
        own.setKeyEntry("client", PemFiles.key(client.get().key()), none, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(own, none);
        return factory.getKeyManagers();
    }

    /** Returns what sockets are made with. */
    public SSLContext context() {
        return context;
    }

    /** Returns what holds for every connection: our protocols and suites, and the check of the name. */
    public static SSLParameters parameters() {
        SSLParameters parameters = JdkTlsProvider.parameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }
}
