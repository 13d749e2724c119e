package im.redoubt.client.trust;

import im.redoubt.protocol.address.BareJid;
import java.io.ByteArrayInputStream;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedTrustManager;

/** Lets a trust look at certificates, without a connection. */
final class Looks {
    private static final Optional<CertificateFactory> CERTIFICATES_OF_CONSCRYPT = ofConscrypt();

    private Looks() {}

    /** Returns the verdict on a server that sends these certificates. */
    static Verdict at(Trust trust, String domain, Issued... chain) {
        return at(trust, domain, Draft.NOW, chain);
    }

    /** Returns the verdict at that time, which is the same whoever has read the certificates. */
    static Verdict at(Trust trust, String domain, Instant now, Issued... chain) {
        X509Certificate[] sent = Stream.of(chain).map(Issued::certificate).toArray(X509Certificate[]::new);
        Verdict verdict = at(trust, domain, now, sent);
        CERTIFICATES_OF_CONSCRYPT.ifPresent(conscrypt -> {
            Verdict other = at(trust, domain, now, readBy(conscrypt, sent));
            if (!reasons(other).equals(reasons(verdict))) {
                throw new AssertionError("certificates read by Conscrypt: " + other + ", and by Java: " + verdict);
            }
        });
        return verdict;
    }

    private static Verdict at(Trust trust, String domain, Instant now, X509Certificate... sent) {
        Examination examination = Examination.of(
                trust, new Destination(BareJid.of(domain), "host.example", 5223), Clock.fixed(now, ZoneOffset.UTC));
        boolean passed = passes((X509ExtendedTrustManager) examination.trustManagers()[0], sent);
        Verdict verdict = examination.verdict().orElseThrow();
        if (passed != verdict.asTrusted().isPresent()) {
            throw new AssertionError("the handshake goes on: " + passed + ", and the verdict is " + verdict);
        }
        return verdict;
    }

    /** What is wrong, and the fingerprints of what was seen. */
    private static List<Object> reasons(Verdict verdict) {
        return List.of(
                verdict.asRefused().map(Verdict.Refused::reasons).orElse(Set.of()),
                verdict.asRefused().map(Verdict.Refused::pinIfRight).toString());
    }

    /** What Android reads certificates with. Elsewhere handshakes of Conscrypt's show those of Java. */
    private static Optional<CertificateFactory> ofConscrypt() {
        try {
            Object provider = Class.forName("org.conscrypt.Conscrypt")
                    .getMethod("newProvider")
                    .invoke(null);
            return Optional.of(CertificateFactory.getInstance("X.509", (Provider) provider));
        } catch (ReflectiveOperationException | LinkageError absent) {
            return Optional.empty();
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate[] readBy(CertificateFactory factory, X509Certificate... certificates) {
        try {
            X509Certificate[] read = new X509Certificate[certificates.length];
            for (int i = 0; i < read.length; i++) {
                read[i] = (X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(certificates[i].getEncoded()));
            }
            return read;
        } catch (CertificateException e) {
            throw new AssertionError("Conscrypt cannot read one", e);
        }
    }

    private static boolean passes(X509ExtendedTrustManager manager, X509Certificate... sent) {
        try {
            manager.checkServerTrusted(sent, "UNKNOWN");
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
