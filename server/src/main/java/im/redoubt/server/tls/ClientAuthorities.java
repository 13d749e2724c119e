package im.redoubt.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The authorities whose certificates clients may sign in with, and what these have revoked.
 *
 * <p>Guarantee: a certificate passes {@link #trust} only if a chain leads from one of the authorities to it, everything in it is
 * valid at that moment, it is for clients, and it is not revoked. Once a list of revoked certificates is given, every authority
 * needs one that has not expired: what cannot be looked up does not pass. Nothing is fetched from anywhere.
 */
public final class ClientAuthorities {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final int NO_AUTHORITY = -2;

    private final List<X509Certificate> authorities;
    private final List<CRL> revoked;

    private ClientAuthorities(List<X509Certificate> authorities, List<CRL> revoked) {
        this.authorities = List.copyOf(authorities);
        this.revoked = List.copyOf(revoked);
    }

    /**
     * Reads authorities.
     *
     * @param file a PEM file with their certificates, and with their lists of revoked certificates if they have any
     * @return the authorities
     * @throws TlsException when it cannot be read, has no certificate, or one that is no authority's
     */
    public static ClientAuthorities load(Path file) {
        List<X509Certificate> authorities = PemFiles.chain(file);
        for (X509Certificate authority : authorities) {
            if (authority.getBasicConstraints() < 0) {
                throw new TlsException(file + " has the certificate of " + authority.getSubjectX500Principal()
                        + ", which is no authority; put those there that issue certificates to clients.");
            }
        }
        List<CRL> revoked = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem.Block block : Pem.read(file)) {
                if (block.label().equals("X509 CRL")) {
                    revoked.add(factory.generateCRL(new ByteArrayInputStream(block.content())));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new TlsException(file + " has a list of revoked certificates that is damaged; copy it again.", e);
        }
        return new ClientAuthorities(authorities, revoked);
    }

    /**
     * Who checks clients' certificates from a moment on.
     *
     * @param manager the platform's own checks
     * @param until when the first of the authorities expires, after which this is out of date
     */
    record Trust(TrustManager manager, Instant until) {}

    /**
     * Returns who checks clients' certificates now.
     *
     * @param now what time it is
     * @return the checks; empty when all authorities have expired: then nobody is asked for a certificate
     */
    Optional<Trust> trust(Instant now) {
        // An authority that has expired vouches for nobody, which PKIX leaves open for anchors.
        List<X509Certificate> valid = authorities.stream()
                .filter(authority -> !now.isBefore(authority.getNotBefore().toInstant())
                        && !now.isAfter(authority.getNotAfter().toInstant()))
                .toList();
        return valid.stream()
                .map(authority -> authority.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .map(until -> new Trust(manager(valid), until));
    }

    private TrustManager manager(List<X509Certificate> valid) {
        try {
            Set<TrustAnchor> anchors = new HashSet<>();
            valid.forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, client());
            parameters.setRevocationEnabled(!revoked.isEmpty());
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(revoked)));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PKIX", e);
        }
    }

    /** What a client's own certificate is for (RFC 5280 sections 4.2.1.3, 4.2.1.9 and 4.2.1.12). */
    private static X509CertSelector client() {
        X509CertSelector client = new X509CertSelector();
        client.setBasicConstraints(NO_AUTHORITY);
        client.setKeyUsage(new boolean[] {true});
        try {
            client.setExtendedKeyUsage(Set.of(CLIENT_AUTH));
        } catch (IOException e) {
            throw new IllegalStateException("this is the form of an object identifier", e);
        }
        return client;
    }

    /** Returns how many there are. */
    @Override
    public String toString() {
        return authorities.size() + " authorities of clients, " + revoked.size() + " lists of revoked certificates";
    }
}
