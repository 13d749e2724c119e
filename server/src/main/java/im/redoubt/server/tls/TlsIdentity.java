package im.redoubt.server.tls;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Who the server is: a private key and the certificate chain for it.
 *
 * <p>Guarantee: an instance that {@link #load} returned has a key that matches its certificate, covers the domain, was
 * valid at that moment, and came from a key file that only its owner can use.
 */
public final class TlsIdentity {
    private final List<X509Certificate> chain;
    private final PrivateKey key;

    TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /**
     * Reads and checks an identity.
     *
     * @param certificate PEM file with the certificate first and its chain after it
     * @param key PEM file with the private key (PKCS#8), of mode 0600 or 0400; may be the same file
     * @param domain the domain that the certificate must cover, prepared
     * @param clock what time it is
     * @return the identity
     * @throws TlsException when anything is wrong with it, with the mend
     */
    public static TlsIdentity load(Path certificate, Path key, String domain, InstantSource clock) {
        List<X509Certificate> chain = PemFiles.chain(certificate);
        PrivateKey privateKey = PemFiles.key(key);
        TlsIdentity identity = new TlsIdentity(chain, privateKey);
        new IdentityChecks(identity, certificate, key).check(domain, clock.instant());
        return identity;
    }

    /** The certificate, then each that issued the one before. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** The certificate of the server itself. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The private key. */
    public PrivateKey key() {
        return key;
    }

    /** When the first certificate of the chain expires. */
    public Instant expiresAt() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /**
     * How long it can be used.
     *
     * @param clock what time it is
     * @return the time until {@link #expiresAt}, negative when that has passed
     */
    public Duration remaining(InstantSource clock) {
        return Duration.between(clock.instant(), expiresAt());
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + certificate().getSubjectX500Principal() + ", until " + expiresAt() + "]";
    }
}
