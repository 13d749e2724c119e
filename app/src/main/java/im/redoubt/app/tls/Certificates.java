package im.redoubt.app.tls;

import im.redoubt.server.tls.TlsException;
import java.math.BigInteger;
import java.net.IDN;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the certificates of the own authority (RFC 5280). */
final class Certificates {
    static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3_652);

    /** Apple and the browsers take no server certificate that is valid for longer. */
    static final Duration SERVER_VALIDITY = Duration.ofDays(397);

    /** Clients whose clock is a little late accept a new certificate at once. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private static final int SERIAL_BITS = 128;
    private static final int LONGEST_COMMON_NAME = 64;

    private Certificates() {}

    static KeyPair newKey(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    static X509Certificate authority(String domain, KeyPair pair, Instant now, SecureRandom random) {
        X500Principal name = name("Redoubt authority for " + ascii(domain));
        var builder = new JcaX509v3CertificateBuilder(
                name,
                serial(random),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(AUTHORITY_VALIDITY)),
                name,
                pair.getPublic());
        try {
            JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(Extension.nameConstraints, true, OwnNames.constraints(ascii(domain)));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(pair.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(pair.getPublic()));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new TlsException("The authority's certificate cannot be made: " + e.getMessage(), e);
        }
        return sign(builder, pair.getPrivate());
    }

    static X509Certificate server(
            String domain,
            PublicKey server,
            X509Certificate authority,
            PrivateKey authorityKey,
            Instant now,
            SecureRandom random) {
        Instant begin = now.minus(CLOCK_SKEW);
        var builder = new JcaX509v3CertificateBuilder(
                authority.getSubjectX500Principal(),
                serial(random),
                Date.from(begin),
                // Both ends count (RFC 5280 section 4.1.2.5).
                Date.from(begin.plus(SERVER_VALIDITY).minusSeconds(1)),
                name(ascii(domain)),
                server);
        try {
            JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, OwnNames.server(domain, ascii(domain)));
            builder.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(server));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    utils.createAuthorityKeyIdentifier(authority.getPublicKey()));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new TlsException("The server's certificate cannot be made: " + e.getMessage(), e);
        }
        return sign(builder, authorityKey);
    }

    /** Whether an authority may vouch for a domain. */
    static boolean isConstrainedTo(X509Certificate authority, String domain) {
        byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
        if (extension == null) {
            return false;
        }
        NameConstraints constraints = NameConstraints.getInstance(
                ASN1OctetString.getInstance(extension).getOctets());
        GeneralSubtree[] permitted = constraints.getPermittedSubtrees();
        return permitted != null
                && Stream.of(permitted)
                        .map(GeneralSubtree::getBase)
                        .filter(base -> base.getTagNo() == GeneralName.dNSName)
                        .anyMatch(base -> base.getName().toString().equals(ascii(domain)));
    }

    /** The form that certificates have: A-labels (RFC 5280 section 7.2). */
    private static String ascii(String domain) {
        return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
    }

    private static X500Principal name(String common) {
        String cut = common.length() <= LONGEST_COMMON_NAME ? common : common.substring(0, LONGEST_COMMON_NAME);
        return new X500Principal("CN=" + cut);
    }

    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 2).clearBit(SERIAL_BITS - 1);
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key) {
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new TlsException("The authority's key cannot sign: " + e.getMessage(), e);
        }
    }
}
