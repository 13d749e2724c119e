package im.redoubt.client.trust;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;

/**
 * The SHA-256 hash of a key (RFC 7469 section 2.4: of its SubjectPublicKeyInfo) or of a whole certificate, in the notation of Java
 * Pinning: {@code SHA256:} or {@code CERTSHA256:}, then 64 hexadecimal digits.
 *
 * @param kind of what
 * @param hex the hash, 64 digits in lower case
 */
public record Pin(Kind kind, String hex) {
    /** What is pinned. */
    public enum Kind {
        /** The key: the pin holds when the same key gets a new certificate. */
        KEY("SHA256"),
        /** The certificate: the pin ends with it. */
        CERTIFICATE("CERTSHA256");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final int DIGITS = 64;
    private static final String HEX = "0123456789abcdef";

    /** Checks that the hash is one. */
    public Pin {
        boolean digits = hex.chars().allMatch(c -> HEX.indexOf(c) >= 0);
        if (!digits || hex.length() != DIGITS) {
            throw new IllegalArgumentException("A pin has " + DIGITS + " hexadecimal digits after " + kind.prefix
                    + ":, not " + hex.length() + ".");
        }
    }

    /**
     * Reads a pin.
     *
     * @param text {@code SHA256:} or {@code CERTSHA256:} and the hash; colons between its digits and capitals are fine
     * @return the pin
     * @throws IllegalArgumentException if it is none; the message says what a pin looks like
     */
    public static Pin of(String text) {
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? "" : upper(text.substring(0, colon));
        for (Kind kind : Kind.values()) {
            if (kind.prefix.equals(prefix)) {
                return new Pin(kind, lowerDigits(text.substring(colon + 1)));
            }
        }
        throw new IllegalArgumentException(
                "A pin begins with SHA256: for a key or CERTSHA256: for a certificate; ./redoubt pin DOMAIN prints those of a"
                        + " server.");
    }

    /**
     * Returns the pin of a certificate's key.
     *
     * @param certificate the certificate
     * @return the pin
     */
    public static Pin ofKey(X509Certificate certificate) {
        return new Pin(Kind.KEY, sha256(certificate.getPublicKey().getEncoded()));
    }

    /**
     * Returns the pin of a certificate.
     *
     * @param certificate the certificate
     * @return the pin
     * @throws IllegalArgumentException if the certificate cannot be encoded
     */
    public static Pin ofCertificate(X509Certificate certificate) {
        try {
            return new Pin(Kind.CERTIFICATE, sha256(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate that cannot be encoded", e);
        }
    }

    /** Returns whether this is the pin of that certificate or of its key. */
    boolean fits(X509Certificate certificate) {
        return equals(kind == Kind.KEY ? ofKey(certificate) : ofCertificate(certificate));
    }

    private static String sha256(byte[] bytes) {
        return Digests.hex("SHA-256", bytes);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static String lowerDigits(String text) {
        return text.replace(":", "").toLowerCase(Locale.ROOT);
    }

    /** Returns the pin in its notation. */
    @Override
    public String toString() {
        return kind.prefix + ':' + hex;
    }
}
