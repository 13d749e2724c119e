package im.redoubt.app.tls;

import im.redoubt.app.files.OwnerFiles;
import im.redoubt.server.tls.TlsException;
import im.redoubt.server.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The server's own authority and certificate in {@code DATA/tls}.
 *
 * <ol>
 *   <li>the first start makes {@code ca.pem}, {@code ca.key} and {@code server.pem} (certificate and key in one file,
 *       so that one rename replaces both);
 *   <li>later starts load {@code server.pem};
 *   <li>less than 30 days before it expires, {@link #renewIfDue} issues another, with another key.
 * </ol>
 */
public final class OwnAuthority {
    /** When a certificate is renewed. */
    public static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path directory;
    private final String domain;
    private final InstantSource clock;
    private final SecureRandom random;

    /**
     * @param data the data directory
     * @param domain the domain, prepared
     * @param clock what time it is
     * @param random the source of keys and serial numbers
     */
    public OwnAuthority(Path data, String domain, InstantSource clock, SecureRandom random) {
        this.directory = data.resolve("tls");
        this.domain = domain;
        this.clock = clock;
        this.random = random;
    }

    /** The certificate of the authority, which clients must trust. */
    public Path certificate() {
        return directory.resolve("ca.pem");
    }

    /** The file with the certificate of the server and its key. */
    public Path serverFile() {
        return directory.resolve("server.pem");
    }

    /**
     * The identity of the server; made when there is none, renewed when it is due.
     *
     * @return the identity
     * @throws TlsException when it cannot be made or loaded, with the mend
     */
    public TlsIdentity identity() {
        // One look at it is enough: the checks take signatures, and at a start nothing else takes as long.
        return holding().orElseGet(() -> {
            renew();
            return load();
        });
    }

    /**
     * Loads the identity as it is.
     *
     * @return the identity
     * @throws TlsException when there is none, or it cannot be used
     */
    public TlsIdentity load() {
        return TlsIdentity.load(serverFile(), serverFile(), domain, clock);
    }

    /**
     * Issues a certificate when there is none that holds for another 30 days.
     *
     * @return whether one was issued
     * @throws TlsException when one is due and cannot be issued
     */
    public boolean renewIfDue() {
        boolean due = holding().isEmpty();
        if (due) {
            renew();
        }
        return due;
    }

    /** What is there, if it can be used and holds for long enough. */
    private Optional<TlsIdentity> holding() {
        if (!Files.exists(serverFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(load())
                    .filter(identity -> identity.remaining(clock).compareTo(RENEW_BEFORE) >= 0);
        } catch (TlsException e) {
            // Expired, damaged or for another domain. Issuing says what is wrong with what cannot be mended that way.
            return Optional.empty();
        }
    }

    private void renew() {
        try {
            OwnerFiles.directory(directory);
            issue();
        } catch (IOException e) {
            throw new TlsException(
                    directory + " cannot be written (" + e.getMessage() + "); it must belong to the user who runs"
                            + " redoubt, on a disk with room.",
                    e);
        }
    }

    private void issue() throws IOException {
        Path keyFile = directory.resolve("ca.key");
        X509Certificate authority;
        PrivateKey key;
        if (Files.exists(certificate())) {
            authority = AuthorityFiles.certificate(certificate());
            requireConstrainedToDomain(authority);
            if (!Files.exists(keyFile)) {
                throw new TlsException("The certificate in " + serverFile() + " must be renewed, and " + keyFile
                        + " is not there; put the authority's key back, or move " + directory
                        + " away for a new authority that all clients must then trust.");
            }
            key = AuthorityFiles.key(keyFile);
        } else {
            KeyPair pair = Certificates.newKey(random);
            authority = Certificates.authority(domain, pair, clock.instant(), random);
            key = pair.getPrivate();
            // The key first: a certificate without its key could not be told from one whose key was taken off line.
            OwnerFiles.write(keyFile, AuthorityFiles.pem(key), OwnerFiles.SECRET);
            OwnerFiles.write(certificate(), AuthorityFiles.pem(authority), OwnerFiles.PUBLIC);
        }
        KeyPair server = Certificates.newKey(random);
        Instant now = clock.instant();
        X509Certificate issued = Certificates.server(domain, server.getPublic(), authority, key, now, random);
        OwnerFiles.write(serverFile(), AuthorityFiles.pem(issued, authority, server.getPrivate()), OwnerFiles.SECRET);
    }

    private void requireConstrainedToDomain(X509Certificate authority) {
        if (!Certificates.isConstrainedTo(authority, domain)) {
            throw new TlsException("The authority in " + directory + " is for another domain than " + domain
                    + "; name another directory with --data, or move " + directory + " away for a new authority.");
        }
    }
}
