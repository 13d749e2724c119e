package im.redoubt.client.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is found wrong while one server is looked at, and the verdict that follows. */
final class Findings {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private final Peer peer;
    private final List<Problem> problems = new ArrayList<>();

    Findings(Peer peer) {
        this.peer = peer;
    }

    Peer peer() {
        return peer;
    }

    void add(Reason reason, String words) {
        Problem problem = new Problem(reason, words);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    boolean has(Reason reason) {
        return problems.stream().anyMatch(problem -> problem.reason() == reason);
    }

    /** Looks whether the server's own certificate is valid now, is for servers, and has a strong key. */
    void checkLeaf() {
        X509Certificate leaf = peer.leaf();
        checkValidity(leaf);
        checkPurpose(leaf);
        checkKey();
    }

    /** Looks whether the server's own key is strong. */
    void checkKey() {
        Strength.key(peer.leaf()).ifPresent(this::add);
    }

    private void checkValidity(X509Certificate leaf) {
        if (peer.now().isAfter(leaf.getNotAfter().toInstant())) {
            add(
                    Reason.EXPIRED,
                    "The certificate expired at " + leaf.getNotAfter().toInstant() + "; it is " + peer.now() + '.');
        }
        if (peer.now().isBefore(leaf.getNotBefore().toInstant())) {
            add(
                    Reason.NOT_YET_VALID,
                    "The certificate is valid from " + leaf.getNotBefore().toInstant() + "; it is " + peer.now()
                            + ". Is the clock right?");
        }
    }

    /** Without the extension a certificate is for everything (RFC 5280 section 4.2.1.12). */
    private void checkPurpose(X509Certificate leaf) {
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            if (purposes != null && !purposes.contains(SERVER_AUTH) && !purposes.contains(ANY_PURPOSE)) {
                add(
                        Reason.WRONG_PURPOSE,
                        "The certificate is not for servers: serverAuth is not among its extended key usages.");
            }
        } catch (CertificateParsingException e) {
            add(Reason.UNREADABLE, "The certificate's extended key usage cannot be read.");
        }
    }

    /**
     * Looks whether the certificate is for the domain.
     *
     * @param constrained whether an authority that vouches for it is limited to some names
     */
    void checkName(boolean constrained) {
        ServerIdentity identity = peer.identity();
        try {
            SubjectNames names = SubjectNames.of(peer.leaf());
            Optional<String> match = constrained ? identity.matchDns(names) : identity.match(names);
            if (!match.isPresent()) {
                add(
                        Reason.WRONG_NAME,
                        "The certificate is not for " + identity.ascii() + "; expected is DNS:" + identity.ascii()
                                + (constrained
                                        ? ", since its authority has name constraints."
                                        : ", or its SRV or XMPP name."));
            }
        } catch (CertificateParsingException e) {
            add(
                    Reason.UNREADABLE,
                    "The certificate's names cannot be read: " + CleanText.of(String.valueOf(e.getMessage())) + '.');
        }
    }

    /** Looks whether all keys and signatures of a path are strong; the authority's own signature vouches for nothing. */
    void checkStrength(CertificatePath path) {
        List<X509Certificate> certificates = path.certificates();
        for (int i = 0; i < certificates.size(); i++) {
            Strength.key(certificates.get(i)).ifPresent(this::add);
            if (i < certificates.size() - 1) {
                Strength.signature(certificates.get(i)).ifPresent(this::add);
            }
        }
    }

    private void add(Problem problem) {
        add(problem.reason(), problem.words());
    }

    /**
     * Ends the look.
     *
     * @param because who or what vouches, if nothing is wrong
     */
    Verdict verdict(String because) {
        return problems.isEmpty()
                ? new Verdict.Trusted(peer.identity().ascii(), because, seen())
                : new Verdict.Refused(peer.identity().ascii(), problems, seen());
    }

    private List<SeenCertificate> seen() {
        List<SeenCertificate> seen = new ArrayList<>();
        peer.chain().forEach(certificate -> seen.add(SeenCertificate.of(certificate)));
        return seen;
    }
}
