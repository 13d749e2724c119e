package im.redoubt.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * The server that a run goes to, with accounts {@code load0000} and so on.
 *
 * @param domain the domain that it serves
 * @param port where it begins in clear (RFC 6120 section 5), on 127.0.0.1
 * @param ca who vouches for it, as PEM
 */
record Place(String domain, int port, Path ca) {
    static final String HOST = "127.0.0.1";
    static final String PASSWORD = "load-secret";

    /** Reads it from the first three words of a command. */
    static Place of(String... words) {
        return new Place(words[0], Integer.parseInt(words[1]), Path.of(words[2]));
    }

    static String name(int number) {
        return "load" + (10_000 + number % 10_000 + "").substring(1);
    }

    Place at(int other) {
        return new Place(domain, other, ca);
    }

    X509Certificate authority() {
        try (InputStream in = Files.newInputStream(ca)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("no certificate in " + ca, e);
        }
    }
}
