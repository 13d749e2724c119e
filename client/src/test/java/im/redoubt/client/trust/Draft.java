package im.redoubt.client.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate that a test asks for, of any kind, right or wrong. Without more it is right for a server, for an hour around now. */
public final class Draft {
    /** When the tests run. */
    // One moment for all certificates of a run, so that they can be told apart by days.
    @SuppressWarnings("TimeInStaticInitializer")
    public static final Instant NOW = Instant.now();

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String XMPP_ADDR = "1.3.6.1.5.5.7.8.5";
    private static final String SRV_NAME = "1.3.6.1.5.5.7.8.7";

    private final String subject;
    private final List<GeneralName> names = new ArrayList<>();
    private final List<GeneralSubtree> permitted = new ArrayList<>();
    private KeyPair key = ec("secp256r1");
    private String signature = "SHA256with";
    private Instant from = NOW.minus(Duration.ofHours(1));
    private Instant to = NOW.plus(Duration.ofHours(1));
    private KeyPurposeId purpose = KeyPurposeId.id_kp_serverAuth;
    private int pathLength = -1;

    private Draft(String subject) {
        this.subject = subject;
    }

    /** A server's. */
    public static Draft server(String... dns) {
        Draft draft = new Draft("CN=server");
        for (String name : dns) {
            draft.names.add(new GeneralName(GeneralName.dNSName, name));
        }
        return draft;
    }

    /** An authority's, which may have two others below it. */
    public static Draft authority(String name) {
        Draft draft = new Draft("CN=" + name);
        draft.pathLength = 2;
        draft.to = NOW.plus(Duration.ofDays(10));
        return draft;
    }

    /** With this common name. */
    public Draft named(String common) {
        Draft draft = new Draft("CN=" + common);
        draft.names.addAll(names);
        return draft;
    }

    /** With a SRVName. */
    public Draft srv(String name) {
        return other(SRV_NAME, new DERIA5String(name));
    }

    /** With an XmppAddr. */
    public Draft xmpp(String address) {
        return other(XMPP_ADDR, new DERUTF8String(address));
    }

    private Draft other(String type, ASN1Encodable value) {
        ASN1Encodable[] both = {new ASN1ObjectIdentifier(type), new DERTaggedObject(true, 0, value)};
        names.add(new GeneralName(GeneralName.otherName, new DERSequence(both)));
        return this;
    }

    /** With an IP address among its names. */
    public Draft address(String ip) {
        names.add(new GeneralName(GeneralName.iPAddress, ip));
        return this;
    }

    /** For this key. */
    public Draft key(KeyPair pair) {
        key = pair;
        return this;
    }

    /** Signed with this hash, such as {@code SHA1}. */
    public Draft hash(String hash) {
        signature = hash + "with";
        return this;
    }

    /** Valid in this time, in days from now. */
    public Draft days(int first, int last) {
        from = NOW.plus(Duration.ofDays(first));
        to = NOW.plus(Duration.ofDays(last));
        return this;
    }

    /** For this purpose. */
    public Draft purpose(KeyPurposeId id) {
        purpose = id;
        return this;
    }

    /** With so many authorities below it; -1 for none that is one. */
    public Draft pathLength(int length) {
        pathLength = length;
        return this;
    }

    /** Limited to this name and what is below it. */
    public Draft only(String dns) {
        permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, dns)));
        return this;
    }

    /** Signs it with its own key. */
    public Issued selfSigned() {
        return signed(subject, key);
    }

    /** Has it signed. */
    public Issued signedBy(Issued issuer) {
        return signed(issuer.certificate().getSubjectX500Principal().getName(), issuer.key());
    }

    private Issued signed(String issuer, KeyPair issuerKey) {
        String algorithm = issuerKey.getPublic().getAlgorithm();
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                new BigInteger(100, RANDOM),
                Date.from(from),
                Date.from(to),
                new X500Name(subject),
                key.getPublic());
        try {
            boolean isAuthority = pathLength >= 0;
            builder.addExtension(
                    Extension.basicConstraints,
                    true,
                    isAuthority ? new BasicConstraints(pathLength) : new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(isAuthority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
            if (!isAuthority) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            }
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
            }
            if (!permitted.isEmpty()) {
                builder.addExtension(
                        Extension.nameConstraints,
                        true,
                        new NameConstraints(permitted.toArray(new GeneralSubtree[0]), null));
            }
            var signer = new JcaContentSignerBuilder(signature + (algorithm.equals("EC") ? "ECDSA" : algorithm))
                    .build(issuerKey.getPrivate());
            return new Issued(new JcaX509CertificateConverter().getCertificate(builder.build(signer)), key);
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A new key on this curve. */
    public static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A new key of this many bits. */
    public static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
