package im.redoubt.client.trust;

import im.redoubt.client.ClientException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Who may vouch for servers: those that the platform trusts, or some of the application's own and nobody else. Immutable. */
final class Authorities {
    private static final int DEEPEST_CAUSE = 8;

    /** Empty: those of the platform. */
    private final List<X509Certificate> own;

    private Authorities(List<X509Certificate> own) {
        this.own = own;
    }

    static Authorities ofPlatform() {
        return new Authorities(List.of());
    }

    /** Takes some of the application's own, of which each must be an authority. */
    static Authorities of(Collection<X509Certificate> own) {
        if (own.isEmpty()) {
            throw new IllegalArgumentException(
                    "Give at least one authority; without any, those of the platform are Trust.pkix().");
        }
        for (X509Certificate authority : own) {
            if (authority.getBasicConstraints() < 0) {
                throw new IllegalArgumentException(
                        "That certificate is no authority (CA). To trust one server's certificate, pin it: Trust.pinsOnly.");
            }
        }
        return new Authorities(List.copyOf(own));
    }

    /**
     * Asks the platform, then finds the path by which it is right.
     *
     * @param findings takes what is wrong
     * @return the path, or empty if there is none
     */
    Optional<CertificatePath> vouch(Findings findings) {
        Peer peer = findings.peer();
        try {
            X509ExtendedTrustManager platform = platform();
            peer.question().ask(platform);
            CertificatePath path =
                    CertificatePath.find(peer.chain(), Arrays.asList(platform.getAcceptedIssuers()), peer.now());
            if (!own.isEmpty() || path.isConstrainedAtAuthority()) {
                path.checkAuthority(peer.now());
            }
            findings.checkStrength(path);
            return Optional.of(path);
        } catch (GeneralSecurityException e) {
            explain(e, findings);
            return Optional.empty();
        }
    }

    private X509ExtendedTrustManager platform() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(own.isEmpty() ? null : store());
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new ClientException(
                "This platform has no trust manager that sees the connection; use an unmodified one.");
    }

    private KeyStore store() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new CertificateException("an empty key store cannot be made", e);
        }
        for (int i = 0; i < own.size(); i++) {
            store.setCertificateEntry("authority" + i, own.get(i));
        }
        return store;
    }

    private void explain(GeneralSecurityException refusal, Findings findings) {
        String rule = rule(refusal);
        switch (rule) {
            case "PATH_TOO_LONG" ->
                findings.add(Reason.UNTRUSTED, "An authority signed further down than it may (path length).");
            case "INVALID_NAME" ->
                findings.add(
                        Reason.UNTRUSTED,
                        "An authority vouches for a name that it may not vouch for (name constraints).");
            case "NOT_CA_CERT", "INVALID_KEY_USAGE" ->
                findings.add(Reason.UNTRUSTED, "The certificate is signed by one that is no authority.");
            case "ALGORITHM_CONSTRAINED" ->
                findings.add(
                        Reason.WEAK_SIGNATURE,
                        "A certificate on the way to the authority has a weak key or signature.");
            case "EXPIRED", "NOT_YET_VALID" -> {
                if (!findings.has(Reason.EXPIRED) && !findings.has(Reason.NOT_YET_VALID)) {
                    findings.add(Reason.UNTRUSTED, "A certificate on the way to the authority is not valid now.");
                }
            }
            default -> {
                findings.add(Reason.UNTRUSTED, "No authority " + this + " vouches for the certificate.");
            }
        }
    }

    /** Returns the name of the rule of RFC 5280 that was broken, as Java calls it, or nothing. */
    private static String rule(Throwable refusal) {
        Throwable cause = refusal;
        for (int i = 0; i < DEEPEST_CAUSE && cause != null; i++) {
            if (cause instanceof CertPathValidatorException broken) {
                return broken.getReason().toString();
            }
            cause = cause.getCause();
        }
        return "";
    }

    @Override
    public String toString() {
        return own.isEmpty() ? "of this platform" : "that this client was given";
    }
}
