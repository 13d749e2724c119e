package im.redoubt.server.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** Makes certificates (RFC 5280 section 4.1) with whatever a test wants to be wrong with them. */
final class TestCertificate {
    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2026-12-31T23:59:59Z");
    static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    static final String SERVER = "2b06010505070301";
    static final String CLIENT = "2b06010505070302";
    static final String ANY = "551d2500";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_SHA256 = der(0x30, der(0x06, hex("2a8648ce3d040302")));
    private static final byte[] RSA_SHA256 = der(0x30, der(0x06, hex("2a864886f70d01010b")), der(0x05));

    private final PublicKey subject;
    private String issuerName = "CN=test";
    private Instant from = FROM;
    private Instant until = UNTIL;
    private final List<byte[]> names = new ArrayList<>();
    private final List<byte[]> purposes = new ArrayList<>();

    private TestCertificate(PublicKey subject) {
        this.subject = subject;
    }

    static TestCertificate of(KeyPair pair) {
        return new TestCertificate(pair.getPublic());
    }

    static KeyPair ec(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    static KeyPair rsa(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    TestCertificate dns(String... domains) {
        for (String domain : domains) {
            names.add(der(0x82, domain.getBytes(StandardCharsets.US_ASCII)));
        }
        return this;
    }

    TestCertificate mail(String address) {
        names.add(der(0x81, address.getBytes(StandardCharsets.US_ASCII)));
        return this;
    }

    TestCertificate named(String name) {
        issuerName = name;
        return this;
    }

    TestCertificate purpose(String oid) {
        purposes.add(der(0x06, hex(oid)));
        return this;
    }

    TestCertificate valid(Instant begin, Instant end) {
        from = begin;
        until = end;
        return this;
    }

    X509Certificate signedBy(KeyPair issuer) throws GeneralSecurityException {
        return signedBy(issuer.getPrivate());
    }

    private X509Certificate signedBy(PrivateKey issuer) throws GeneralSecurityException {
        boolean ec = issuer.getAlgorithm().equals("EC");
        byte[] algorithm = ec ? ECDSA_SHA256 : RSA_SHA256;
        byte[] name = new X500Principal(issuerName).getEncoded();
        byte[] body = der(
                0x30,
                der(0xa0, der(0x02, new byte[] {2})),
                der(0x02, BigInteger.valueOf(System.nanoTime()).toByteArray()),
                algorithm,
                name,
                der(0x30, time(from), time(until)),
                name,
                subject.getEncoded(),
                extensions());
        Signature signature = Signature.getInstance(ec ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(issuer);
        signature.update(body);
        byte[] whole = der(0x30, body, algorithm, der(0x03, new byte[] {0}, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private byte[] extensions() {
        List<byte[]> all = new ArrayList<>();
        if (!names.isEmpty()) {
            all.add(extension("551d11", names));
        }
        if (!purposes.isEmpty()) {
            all.add(extension("551d25", purposes));
        }
        return all.isEmpty() ? new byte[0] : der(0xa3, der(0x30, all.toArray(new byte[0][])));
    }

    private static byte[] extension(String oid, List<byte[]> content) {
        return der(0x30, der(0x06, hex(oid)), der(0x04, der(0x30, content.toArray(new byte[0][]))));
    }

    private static byte[] time(Instant time) {
        return der(0x17, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }

    static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    static String pem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }
}
