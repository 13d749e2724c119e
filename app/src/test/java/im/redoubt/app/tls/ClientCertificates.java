package im.redoubt.app.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of clients, and certificates under it, right and wrong. */
public final class ClientCertificates {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ASN1ObjectIdentifier XMPP_ADDRESS = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");

    private final KeyPair pair = Certificates.newKey(RANDOM);
    private final String name;
    private final X509Certificate authority;
    private long serial = 1;

    /** Makes an authority. */
    public ClientCertificates(String name) {
        this.name = name;
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + name),
                    BigInteger.ONE,
                    Date.from(Instant.now().minus(Duration.ofDays(10))),
                    Date.from(Instant.now().plus(Duration.ofDays(10))),
                    new X500Name("CN=" + name),
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            this.authority = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client: its certificate and what it signs with. */
    public record Client(X509Certificate certificate, KeyPair pair, X509Certificate authority) {
        /** Returns the keys for a TLS context. */
        public KeyManagerFactory keys() {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("client", pair.getPrivate(), new char[0], new Certificate[] {certificate, authority});
                KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
                factory.init(store, new char[0]);
                return factory;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What a certificate says. */
    public static final class Wish {
        private String subject = "CN=somebody";
        private final List<GeneralName> names = new ArrayList<>();
        private Optional<KeyPurposeId> purpose = Optional.of(KeyPurposeId.id_kp_clientAuth);
        private int usage = KeyUsage.digitalSignature;
        private boolean authority;
        private Instant from = Instant.now().minus(Duration.ofDays(1));
        private Instant until = Instant.now().plus(Duration.ofDays(1));

        /** Names these accounts. */
        public static Wish of(String... addresses) {
            Wish wish = new Wish();
            for (String address : addresses) {
                wish.names.add(xmpp(address));
            }
            return wish;
        }

        /** Has this subject. */
        public Wish subject(String text) {
            subject = text;
            return this;
        }

        /** Has further names. */
        public Wish names(List<GeneralName> more) {
            names.addAll(more);
            return this;
        }

        /** Is for this, or says nothing of it. */
        public Wish purpose(Optional<KeyPurposeId> id) {
            purpose = id;
            return this;
        }

        /** Has a key for this. */
        public Wish usage(int bits) {
            usage = bits;
            return this;
        }

        /** Is an authority. */
        public Wish asAuthority() {
            authority = true;
            return this;
        }

        /** Is valid in this time. */
        public Wish valid(Instant begin, Instant end) {
            from = begin;
            until = end;
            return this;
        }
    }

    /** Returns an xmppAddr. */
    public static GeneralName xmpp(String address) {
        return other(XMPP_ADDRESS, new DERUTF8String(address));
    }

    /** Returns an otherName with this identifier and value. */
    public static GeneralName other(ASN1ObjectIdentifier id, org.bouncycastle.asn1.ASN1Encodable value) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(id);
        parts.add(new DERTaggedObject(true, 0, value));
        return new GeneralName(GeneralName.otherName, new DERSequence(parts));
    }

    /** Returns an xmppAddr in another type of text than the one that is right. */
    public static GeneralName ascii(String address) {
        return other(XMPP_ADDRESS, new DERIA5String(address));
    }

    /** Makes a client. */
    public Client client(Wish wish) {
        serial++;
        KeyPair mine = Certificates.newKey(RANDOM);
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + name),
                    BigInteger.valueOf(serial),
                    Date.from(wish.from),
                    Date.from(wish.until),
                    new X500Name(wish.subject),
                    mine.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(wish.authority));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(wish.usage));
            if (wish.purpose.isPresent()) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(wish.purpose.get()));
            }
            if (!wish.names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(wish.names.toArray(new GeneralName[0])));
            }
            X509Certificate made = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return new Client(made, mine, authority);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the file that names this authority, and what it has revoked if it says so. */
    public Path file(Path directory, Optional<List<Client>> revoked) {
        try {
            String text = pem("CERTIFICATE", authority.getEncoded());
            if (revoked.isPresent()) {
                text += pem(
                        "X509 CRL",
                        list(revoked.get(), Instant.now().plus(Duration.ofDays(1)))
                                .getEncoded());
            }
            Path file = directory.resolve(name.replace(' ', '-') + ".pem");
            Files.writeString(file, text);
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the certificate in PEM, as a file of an authority would have it. */
    public static Path file(Path directory, X509Certificate certificate) {
        try {
            return Files.writeString(directory.resolve("one.pem"), pem("CERTIFICATE", certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a list of revoked certificates that is good until then. */
    public X509CRL list(List<Client> revoked, Instant until) {
        try {
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(
                    authority.getSubjectX500Principal(), Date.from(Instant.now().minus(Duration.ofDays(2))));
            builder.setNextUpdate(Date.from(until));
            for (Client client : revoked) {
                builder.addCRLEntry(
                        client.certificate().getSerialNumber(),
                        Date.from(Instant.now().minusSeconds(60)),
                        CRLReason.keyCompromise);
            }
            return new JcaX509CRLConverter()
                    .getCRL(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a block of PEM. */
    public static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    /** Returns the authority's certificate. */
    public X509Certificate authority() {
        return authority;
    }
}
