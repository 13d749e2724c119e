package im.redoubt.client.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate as a server has shown it, in words that may be printed: all text is one line of printable ASCII.
 *
 * @param subject whom it is for, which proves nothing
 * @param issuer who is said to have signed it
 * @param validity the first and the last moment of its validity
 * @param names the names of the server, with {@code DNS:}, {@code SRV:} or {@code XMPP:} before them
 * @param pins its pins
 */
public record SeenCertificate(String subject, String issuer, Validity validity, List<String> names, Both pins) {
    /** So many names are shown. */
    private static final int MOST_NAMES = 20;

    /**
     * When a certificate is valid.
     *
     * @param from the first moment
     * @param to the last moment
     */
    public record Validity(Instant from, Instant to) {}

    /**
     * The pins of a certificate.
     *
     * @param key that of its key
     * @param certificate its own
     */
    public record Both(Pin key, Pin certificate) {}

    /** Takes a copy of the names. */
    public SeenCertificate {
        names = List.copyOf(names);
    }

    static SeenCertificate of(X509Certificate certificate) {
        return new SeenCertificate(
                CleanText.of(certificate.getSubjectX500Principal().getName()),
                CleanText.of(certificate.getIssuerX500Principal().getName()),
                new Validity(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()),
                names(certificate),
                new Both(Pin.ofKey(certificate), Pin.ofCertificate(certificate)));
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            List<String> all = SubjectNames.of(certificate).shown();
            if (all.size() <= MOST_NAMES) {
                return List.copyOf(all);
            }
            List<String> shown = new ArrayList<>(all.subList(0, MOST_NAMES));
            shown.add("and " + (all.size() - MOST_NAMES) + " more");
            return List.copyOf(shown);
        } catch (CertificateParsingException e) {
            return List.of("names that cannot be read");
        }
    }

    /** Prints the pins only: everything else was received. */
    @Override
    public String toString() {
        return "SeenCertificate[" + pins + ']';
    }
}
