package im.redoubt.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads certificates and keys from PEM files. */
public final class PemFiles {
    private static final List<String> ALGORITHMS = List.of("EC", "RSA");

    private PemFiles() {}

    /**
     * Reads certificates.
     *
     * @param file a PEM file
     * @return its certificates in order, at least one
     * @throws TlsException when it cannot be read or has none
     */
    public static List<X509Certificate> chain(Path file) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem.Block block : Pem.read(file)) {
                if (block.label().equals("CERTIFICATE")) {
                    chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new TlsException(file + " has a certificate that is damaged; copy it again.", e);
        }
        if (chain.isEmpty()) {
            throw new TlsException(file + " has no certificate; it must begin with -----BEGIN CERTIFICATE-----.");
        }
        return chain;
    }

    /**
     * Reads a private key.
     *
     * @param file a PEM file with a PKCS#8 key, which only its owner may be able to use
     * @return the key
     * @throws TlsException when it cannot be read, has none, or others can use it
     */
    public static PrivateKey key(Path file) {
        requireOwnerOnly(file);
        for (Pem.Block block : Pem.read(file)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return decode(file, block.content());
                }
                case "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    throw new TlsException(file + " has a key in a form that is not read; convert it with: (umask 077;"
                            + " openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem)");
                default -> {
                    // Certificates and parameters may stand in the same file.
                }
            }
        }
        throw new TlsException(file + " has no private key; it must have a -----BEGIN PRIVATE KEY-----.");
    }

    private static PrivateKey decode(Path file, byte[] pkcs8) {
        try {
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
                } catch (InvalidKeySpecException e) {
                    // It is of the next algorithm, or of none; the end of the loop says so.
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has EC and RSA", e);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
        throw new TlsException(file + " has a key that is neither ECDSA nor RSA, which all clients know; get a"
                + " certificate for an ECDSA P-256 key.");
    }

    private static void requireOwnerOnly(Path file) {
        Set<PosixFilePermission> mode;
        try {
            mode = Files.getPosixFilePermissions(file);
        } catch (IOException e) {
            throw new TlsException(file + " cannot be read; check that it is there and that its mode allows it.", e);
        }
        String text = PosixFilePermissions.toString(mode);
        if (!text.endsWith("------")) {
            throw new TlsException("Others than its owner can use the key " + file + " (" + text + "); run chmod 600 "
                    + file + " and think about a new key.");
        }
    }
}
