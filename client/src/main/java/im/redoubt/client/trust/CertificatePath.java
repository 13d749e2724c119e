package im.redoubt.client.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates by which an authority really vouches for a server's: each signed by the next, checked by the platform's PKIX (RFC
 * 5280 section 6). What a server sends besides is not in it.
 *
 * @param certificates the server's own first, the authority last
 */
record CertificatePath(List<X509Certificate> certificates) {
    /** So many of the certificates that a server sends are looked at. */
    static final int MOST_SENT = 10;

    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    CertificatePath {
        certificates = List.copyOf(certificates);
    }

    /**
     * Finds and checks a path.
     *
     * @param chain what the server sent, its own certificate first
     * @param authorities where the path may end
     * @param now when it must be valid
     * @throws GeneralSecurityException if there is none
     */
    static CertificatePath find(List<X509Certificate> chain, Collection<X509Certificate> authorities, Instant now)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        authorities.forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(chain.get(0));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        PKIXCertPathBuilderResult found =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        List<X509Certificate> certificates = new ArrayList<>();
        found.getCertPath().getCertificates().forEach(each -> certificates.add((X509Certificate) each));
        if (certificates.isEmpty()) {
            certificates.add(chain.get(0));
        }
        certificates.add(found.getTrustAnchor().getTrustedCert());
        return new CertificatePath(certificates);
    }

    /**
     * Finds the path from an issuer that is trusted by itself, and not because somebody vouches for it: it must be valid, too.
     *
     * @param issuer the certificate of an authority
     * @param peer the server
     * @return the path, or empty if the issuer has not signed or may not
     */
    static Optional<CertificatePath> from(X509Certificate issuer, Peer peer) {
        try {
            issuer.checkValidity(Date.from(peer.now()));
            return Optional.of(find(peer.chain(), Collections.singleton(issuer), peer.now()));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // the caller says that nobody vouches
        }
    }

    /**
     * Holds the authority to what its own certificate says, which PKIX leaves open: validity, length of the path, use of the key,
     * name constraints. It is checked like the others, against its bare key.
     *
     * @param now when it must be valid
     * @throws GeneralSecurityException if it may not do what it did, or is not signed by itself and so cannot be checked
     */
    void checkAuthority(Instant now) throws GeneralSecurityException {
        X509Certificate authority = authority();
        if (!authority.getSubjectX500Principal().equals(authority.getIssuerX500Principal())) {
            throw new CertificateException("an authority that is not its own issuer");
        }
        TrustAnchor key = new TrustAnchor(authority.getSubjectX500Principal(), authority.getPublicKey(), null);
        PKIXParameters parameters = new PKIXParameters(Collections.singleton(key));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        CertPath whole = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
        CertPathValidator.getInstance("PKIX").validate(whole, parameters);
    }

    /** Returns where it ends. */
    X509Certificate authority() {
        return certificates.get(certificates.size() - 1);
    }

    /** Returns whether an authority in it is limited to some names. */
    boolean isConstrained() {
        return certificates.stream().anyMatch(CertificatePath::isConstrained);
    }

    /** Returns whether the authority at its end is, which PKIX by itself does not look at. */
    boolean isConstrainedAtAuthority() {
        return isConstrained(authority());
    }

    private static boolean isConstrained(X509Certificate certificate) {
        return certificate.getExtensionValue(NAME_CONSTRAINTS) != null;
    }
}
