package im.redoubt.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A certificate authority made for one test run, by the machine's openssl. */
public final class TestCa {
    private static final String NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 200";

    private final Path directory;

    private TestCa(Path directory) {
        this.directory = directory;
    }

    /**
     * A certificate with its key.
     *
     * @param chain the certificate and its issuer, as PEM
     * @param key the private key, as PEM
     */
    record Identity(Path chain, Path key) {}

    /**
     * Makes an authority.
     *
     * @param directory where its files go; made where it is not there
     * @return the authority
     */
    public static TestCa in(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("openssl.cnf"), """
                    [req]
                    distinguished_name = dn
                    [dn]
                    [ca]
                    basicConstraints = critical, CA:TRUE
                    keyUsage = critical, keyCertSign, cRLSign
                    subjectKeyIdentifier = hash
                    [leaf]
                    basicConstraints = critical, CA:FALSE
                    keyUsage = critical, digitalSignature
                    extendedKeyUsage = serverAuth
                    subjectAltName = DNS:$ENV::NAME, DNS:localhost
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TestCa ca = new TestCa(directory);
        ca.openssl("ca", NEW_KEY, "-extensions ca -keyout ca.key -out ca.pem");
        return ca;
    }

    /**
     * What clients are to trust.
     *
     * @return a PEM file
     */
    public Path certificate() {
        return directory.resolve("ca.pem");
    }

    /** Issues a server certificate for one DNS name. */
    Identity issue(String name) {
        openssl(name, NEW_KEY, "-extensions leaf -CA ca.pem -CAkey ca.key -keyout server.key -out server.pem");
        try {
            Path chain = directory.resolve("chain.pem");
            String issuer = Files.readString(certificate());
            Files.writeString(chain, Files.readString(directory.resolve("server.pem")) + issuer);
            return new Identity(chain, directory.resolve("server.key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void openssl(String name, String... words) {
        String line = "openssl req -x509 -config openssl.cnf -subj /CN=" + name + " " + String.join(" ", words);
        Command.of(directory, List.of(line.split(" ")))
                .environment(Map.of("NAME", name))
                .run()
                .orThrow();
    }
}
