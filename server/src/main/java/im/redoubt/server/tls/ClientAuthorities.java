package im.redoubt.server.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The authorities whose certificates clients may sign in with, and what these have revoked.
 *
 * <p>Guarantee: a certificate passes {@link #check} only if a chain leads from one of the authorities to it, everything in it is
 * valid at that moment, it is for clients, and it is not revoked. Once a list of revoked certificates is given, every authority
 * needs one that has not expired: what cannot be looked up does not pass. Nothing is fetched from anywhere.
 */
public final class ClientAuthorities {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

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

    /** Returns the certificates of the authorities. */
    List<X509Certificate> certificates() {
        return authorities;
    }

    /**
     * Checks a client's certificate.
     *
     * @param chain what the client sent, its own certificate first
     * @param now what time it is
     * @throws CertificateException when it does not pass
     */
    void check(X509Certificate[] chain, Instant now) throws CertificateException {
        List<X509Certificate> path = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            if (authorities.contains(certificate)) {
                break;
            }
            path.add(certificate);
        }
        if (path.isEmpty()) {
            throw new CertificateException("no certificate of a client");
        }
        requirePurpose(path.getFirst());
        try {
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters(now));
        } catch (CertPathValidatorException e) {
            throw new CertificateException("not valid under any authority: " + e.getReason(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PKIX", e);
        }
    }

    private PKIXParameters parameters(Instant now) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate authority : authorities) {
            // An authority that has expired vouches for nobody, which PKIX leaves open for anchors.
            if (!now.isBefore(authority.getNotBefore().toInstant())
                    && !now.isAfter(authority.getNotAfter().toInstant())) {
                anchors.add(new TrustAnchor(authority, null));
            }
        }
        if (anchors.isEmpty()) {
            throw new CertificateException("all authorities have expired");
        }
        return parameters(anchors, now);
    }

    private PKIXParameters parameters(Set<TrustAnchor> anchors, Instant now)
            throws InvalidAlgorithmParameterException, GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setDate(Date.from(now));
        parameters.setRevocationEnabled(!revoked.isEmpty());
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(revoked)));
        return parameters;
    }

    /** RFC 5280 sections 4.2.1.3, 4.2.1.9 and 4.2.1.12. */
    private static void requirePurpose(X509Certificate leaf) throws CertificateException {
        List<String> purposes = leaf.getExtendedKeyUsage();
        if (purposes != null && !purposes.contains(CLIENT_AUTH) && !purposes.contains(ANY_PURPOSE)) {
            throw new CertificateException("not for clients");
        }
        boolean[] usage = leaf.getKeyUsage();
        if (usage != null && !usage[0]) {
            throw new CertificateException("not for signatures");
        }
        if (leaf.getBasicConstraints() >= 0) {
            throw new CertificateException("an authority's own certificate");
        }
    }

    /** Returns how many there are. */
    @Override
    public String toString() {
        return authorities.size() + " authorities of clients, " + revoked.size() + " lists of revoked certificates";
    }
}
