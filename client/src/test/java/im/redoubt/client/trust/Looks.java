package im.redoubt.client.trust;

import im.redoubt.protocol.address.BareJid;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedTrustManager;

/** Lets a trust look at certificates, without a connection. */
final class Looks {
    private Looks() {}

    /** Returns the verdict on a server that sends these certificates. */
    static Verdict at(Trust trust, String domain, Issued... chain) {
        return at(trust, domain, Draft.NOW, chain);
    }

    /** Returns the verdict at that time. */
    static Verdict at(Trust trust, String domain, Instant now, Issued... chain) {
        Examination examination = Examination.of(
                trust, new Destination(BareJid.of(domain), "host.example", 5223), Clock.fixed(now, ZoneOffset.UTC));
        X509Certificate[] sent = Stream.of(chain).map(Issued::certificate).toArray(X509Certificate[]::new);
        boolean passed = passes((X509ExtendedTrustManager) examination.trustManagers()[0], sent);
        Verdict verdict = examination.verdict().orElseThrow();
        if (passed != verdict.asTrusted().isPresent()) {
            throw new AssertionError("the handshake goes on: " + passed + ", and the verdict is " + verdict);
        }
        return verdict;
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
