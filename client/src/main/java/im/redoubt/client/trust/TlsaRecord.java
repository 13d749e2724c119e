package im.redoubt.client.trust;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A TLSA record (RFC 6698 section 2.1) of which all numbers are known.
 *
 * @param usage what the certificate is to the server
 * @param selector which part of it is compared
 * @param matching how
 * @param hex the data, in lower case
 */
public record TlsaRecord(Usage usage, Selector selector, Matching matching, String hex) {
    /** What the certificate is, by number. */
    public enum Usage {
        /** An authority on a path that PKIX takes. */
        PKIX_TA,
        /** The server's own, which PKIX takes. */
        PKIX_EE,
        /** An authority that needs nobody else's word; the server sends its certificate. */
        DANE_TA,
        /** The server's own, which needs nobody else's word. */
        DANE_EE
    }

    /** Which part is compared, by number. */
    public enum Selector {
        /** The certificate. */
        CERTIFICATE,
        /** Its key. */
        KEY
    }

    /** How it is compared, by number. */
    public enum Matching {
        /** As it is. */
        FULL(0),
        /** By its SHA-256 hash. */
        SHA_256(64),
        /** By its SHA-512 hash. */
        SHA_512(128);

        private final int digits;

        Matching(int digits) {
            this.digits = digits;
        }
    }

    /**
     * Reads a record.
     *
     * @param usage the first number
     * @param selector the second
     * @param matching the third
     * @param data the rest
     * @return the record, or empty if a number is not known or a hash has another length: it cannot be used
     */
    public static Optional<TlsaRecord> of(int usage, int selector, int matching, byte[] data) {
        boolean known =
                isIn(usage, Usage.values()) && isIn(selector, Selector.values()) && isIn(matching, Matching.values());
        if (!known) {
            return Optional.empty();
        }
        Matching how = Matching.values()[matching];
        boolean whole = how == Matching.FULL ? data.length > 0 : 2 * data.length == how.digits;
        return whole
                ? Optional.of(
                        new TlsaRecord(Usage.values()[usage], Selector.values()[selector], how, Digests.hex(data)))
                : Optional.empty();
    }

    private static boolean isIn(int number, Object[] values) {
        return number >= 0 && number < values.length;
    }

    /** Returns whether it is for that certificate. */
    boolean fits(X509Certificate certificate) {
        return hex.equals(data(certificate, selector, matching));
    }

    private static String data(X509Certificate certificate, Selector selector, Matching matching) {
        byte[] part = selector == Selector.KEY ? certificate.getPublicKey().getEncoded() : encoded(certificate);
        return switch (matching) {
            case FULL -> Digests.hex(part);
            case SHA_256 -> Digests.hex("SHA-256", part);
            case SHA_512 -> Digests.hex("SHA-512", part);
        };
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate that cannot be encoded", e);
        }
    }
}
