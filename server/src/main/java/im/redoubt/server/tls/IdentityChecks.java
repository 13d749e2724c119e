package im.redoubt.server.tls;

import java.net.IDN;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The checks that an identity passes before it is used. */
final class IdentityChecks {
    private static final int DNS_NAME = 2;
    private static final int LEAST_RSA_BITS = 2_048;
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private final TlsIdentity identity;
    private final Path file;
    private final Path keyFile;

    IdentityChecks(TlsIdentity identity, Path file, Path keyFile) {
        this.identity = identity;
        this.file = file;
        this.keyFile = keyFile;
    }

    void check(String domain, Instant now) {
        X509Certificate leaf = identity.certificate();
        requireStrong(leaf.getPublicKey());
        if (!matches(identity.key(), leaf.getPublicKey())) {
            throw new TlsException("The key " + keyFile + " does not belong to the certificate " + file
                    + "; put the two that were made together there.");
        }
        requireOrder(identity.chain());
        requireTime(now);
        requirePurpose(leaf);
        requireName(leaf, domain);
    }

    private void requireStrong(PublicKey key) {
        boolean strong = switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= 256;
            default -> false;
        };
        if (!strong) {
            throw new TlsException("The key of " + file + " is too weak, or of a kind that clients do not know; get a"
                    + " certificate for an ECDSA P-256 key.");
        }
    }

    private static boolean matches(PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature =
                    Signature.getInstance("SHA256with" + (certified instanceof ECPublicKey ? "ECDSA" : "RSA"));
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] made = signature.sign();
            signature.initVerify(certified);
            signature.update((byte) 1);
            return signature.verify(made);
        } catch (GeneralSecurityException e) {
            // A key on another curve, or of another size, cannot sign for this certificate.
            return false;
        }
    }

    private void requireOrder(List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            try {
                chain.get(i - 1).verify(chain.get(i).getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new TlsException(
                        "Certificate " + (i + 1) + " in " + file + " did not issue the one before it; put the server's"
                                + " certificate first and then each issuer in turn (often the file is called"
                                + " fullchain.pem).",
                        e);
            }
        }
    }

    private void requireTime(Instant now) {
        for (X509Certificate certificate : identity.chain()) {
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                throw new TlsException("The certificate in " + file + " expired on "
                        + certificate.getNotAfter().toInstant() + "; renew it.");
            }
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                throw new TlsException("The certificate in " + file + " is valid only from "
                        + certificate.getNotBefore().toInstant() + " on; check the clock of this machine.");
            }
        }
    }

    private void requirePurpose(X509Certificate leaf) {
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            if (purposes != null && !purposes.contains(SERVER_AUTH) && !purposes.contains(ANY_PURPOSE)) {
                throw new TlsException("The certificate in " + file + " is not for servers (serverAuth is missing from"
                        + " its extended key usage); get one that is.");
            }
        } catch (CertificateParsingException e) {
            throw new TlsException(file + " has a certificate that is damaged; copy it again.", e);
        }
    }

    /** RFC 9525 wants a DNS-ID or SRV-ID; many clients know the DNS-ID only, so that is what must be there. */
    private void requireName(X509Certificate leaf, String domain) {
        String wanted = IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        List<String> names = dnsNames(leaf).toList();
        if (names.stream().noneMatch(name -> covers(name, wanted))) {
            throw new TlsException("The certificate in " + file + " is for " + (names.isEmpty() ? "no domain" : names)
                    + ", not for " + domain + "; get one that has DNS:" + wanted + ".");
        }
    }

    private Stream<String> dnsNames(X509Certificate leaf) {
        try {
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            return names == null
                    ? Stream.empty()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
        } catch (CertificateParsingException e) {
            throw new TlsException(file + " has a certificate that is damaged; copy it again.", e);
        }
    }

    /** A wildcard stands for exactly the first label (RFC 9525 section 6.3). */
    static boolean covers(String name, String domain) {
        if (name.equals(domain)) {
            return true;
        }
        int dot = domain.indexOf('.');
        return name.startsWith("*.") && dot > 0 && name.substring(1).equals(domain.substring(dot));
    }
}
