package im.redoubt.app.tls;

import im.redoubt.server.tls.PemFiles;
import im.redoubt.server.tls.TlsException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;

/** Reads and writes PEM (RFC 7468) of the authority. */
final class AuthorityFiles {
    private static final byte[] NEWLINE = {'\n'};

    private AuthorityFiles() {}

    static X509Certificate certificate(Path file) {
        return PemFiles.chain(file).getFirst();
    }

    static PrivateKey key(Path file) {
        return PemFiles.key(file);
    }

    static byte[] pem(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new TlsException("The certificate of the authority cannot be encoded; move it away.", e);
        }
    }

    static byte[] pem(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        try {
            return block("PRIVATE KEY", encoded);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** All in one file: the certificate first, and behind it its authority's, by which clients that pin that find the way. */
    static byte[] pem(X509Certificate certificate, X509Certificate authority, PrivateKey key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(pem(certificate));
        out.writeBytes(pem(authority));
        out.writeBytes(pem(key));
        return out.toByteArray();
    }

    private static byte[] block(String label, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("-----BEGIN " + label + "-----\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Base64.getMimeEncoder(64, NEWLINE).encode(content));
        out.writeBytes(("\n-----END " + label + "-----\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
