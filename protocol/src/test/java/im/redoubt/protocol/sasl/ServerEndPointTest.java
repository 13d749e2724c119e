package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.common.util.TlsServerEndpoint;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerEndPointTest {
    private static final Date BEGIN = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
    private static final Date END = Date.from(Instant.parse("2036-01-01T00:00:00Z"));
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
    private static final X500Name NAME = new X500Name("CN=localhost");

    @ParameterizedTest
    @CsvSource({
        "MD5withRSA,      RSA, SHA-256",
        "SHA1withRSA,     RSA, SHA-256",
        "SHA224withRSA,   RSA, SHA-224",
        "SHA256withRSA,   RSA, SHA-256",
        "SHA384withRSA,   RSA, SHA-384",
        "SHA512withRSA,   RSA, SHA-512",
        "SHA1withECDSA,   EC,  SHA-256",
        "SHA224withECDSA, EC,  SHA-224",
        "SHA256withECDSA, EC,  SHA-256",
        "SHA384withECDSA, EC,  SHA-384",
        "SHA512withECDSA, EC,  SHA-512",
        "SHA256withRSAandMGF1, RSA, SHA-256",
        "SHA384withRSAandMGF1, RSA, SHA-384",
        "SHA512withRSAandMGF1, RSA, SHA-512"
    })
    void hashesTheCertificateWithTheHashOfItsSignature(String signature, String key, String hash) throws Exception {
        X509Certificate certificate = certificate(signature, key);
        byte[] expected = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
        assertThat(ChannelBindings.serverEndPoint(certificate))
                .hasValueSatisfying(data -> assertThat(data).isEqualTo(expected));
        assertThat(ChannelBindings.none()
                        .with(ChannelBindingType.TLS_SERVER_END_POINT, expected)
                        .isEmpty())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"SHA256withRSA,RSA", "SHA384withECDSA,EC", "SHA1withRSA,RSA"})
    void agreesWithAnImplementationOfOthers(String signature, String key) throws Exception {
        X509Certificate certificate = certificate(signature, key);
        assertThat(ChannelBindings.serverEndPoint(certificate).orElseThrow())
                .isEqualTo(TlsServerEndpoint.getChannelBindingData(certificate));
    }

    @Test
    @Tag("A-47")
    void isUndefinedForASignatureWithoutHash() throws Exception {
        X509Certificate certificate = certificate("Ed25519", "Ed25519");
        assertThat(ChannelBindings.serverEndPoint(certificate)).isEmpty();
    }

    @Test
    @Tag("A-47")
    void isUndefinedForASignatureWithTwoHashes() throws Exception {
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
        AlgorithmIdentifier sha512 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512);
        AlgorithmIdentifier same = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256);
        AlgorithmIdentifier other = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha512);
        assertThat(ChannelBindings.serverEndPoint(unsigned(pss(sha256, same)))).isPresent();
        assertThat(ChannelBindings.serverEndPoint(unsigned(pss(sha256, other)))).isEmpty();
    }

    @Test
    @Tag("A-47")
    void isUndefinedForASignatureThatNobodyKnows() throws Exception {
        for (String oid : List.of("1.2.840.113549.1.1.2", "1.3.101.113", "2.16.840.1.101.3.4.3.18", "1.2.3.4")) {
            AlgorithmIdentifier algorithm =
                    new AlgorithmIdentifier(new org.bouncycastle.asn1.ASN1ObjectIdentifier(oid));
            assertThat(ChannelBindings.serverEndPoint(unsigned(algorithm))).isEmpty();
        }
    }

    private static AlgorithmIdentifier pss(AlgorithmIdentifier hash, AlgorithmIdentifier mask) {
        return new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSASSA_PSS,
                new RSASSAPSSparams(hash, mask, new ASN1Integer(32), RSASSAPSSparams.DEFAULT_TRAILER_FIELD));
    }

    private static X509Certificate certificate(String signature, String key) throws Exception {
        KeyPair keys = keys(key);
        var builder = new JcaX509v3CertificateBuilder(NAME, BigInteger.ONE, BEGIN, END, NAME, keys.getPublic());
        var provider = new org.bouncycastle.jce.provider.BouncyCastleProvider();
        var signer =
                new JcaContentSignerBuilder(signature).setProvider(provider).build(keys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /** A certificate with any algorithm and a signature that is not one: nobody checks it here. */
    private static X509Certificate unsigned(AlgorithmIdentifier algorithm) throws Exception {
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(1));
        generator.setIssuer(NAME);
        generator.setSubject(NAME);
        generator.setStartDate(new Time(BEGIN));
        generator.setEndDate(new Time(END));
        generator.setSignature(algorithm);
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(keys("EC").getPublic().getEncoded()));
        TBSCertificate body = generator.generateTBSCertificate();
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(body);
        parts.add(algorithm);
        parts.add(new DERBitString(new byte[64]));
        byte[] encoded = new DERSequence(parts).getEncoded();
        return (X509Certificate) java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(new java.io.ByteArrayInputStream(encoded));
    }

    private static KeyPair keys(String algorithm) throws Exception {
        KeyPair known = KEYS.get(algorithm);
        if (known != null) {
            return known;
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!algorithm.equals("Ed25519")) {
            generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
        }
        KeyPair made = generator.generateKeyPair();
        KEYS.put(algorithm, made);
        return made;
    }
}
