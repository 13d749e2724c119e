package im.redoubt.server.tls;

import static im.redoubt.server.tls.TestCertificate.FROM;
import static im.redoubt.server.tls.TestCertificate.NOW;
import static im.redoubt.server.tls.TestCertificate.UNTIL;
import static im.redoubt.server.tls.TestCertificate.ec;
import static im.redoubt.server.tls.TestCertificate.pem;
import static im.redoubt.server.tls.TestCertificate.rsa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an identity must be before the server uses it, with keys and certificates made here. */
@Tag("SRV-01")
class TlsIdentityTest {
    private static final String DOMAIN = "example.org";

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");
    private Path keyFile = Path.of("");

    @BeforeEach
    void nameTheFiles() {
        file = directory.resolve("cert.pem");
        keyFile = directory.resolve("key.pem");
    }

    private void write(String certificates, String key) throws IOException {
        Files.writeString(file, certificates);
        Files.writeString(keyFile, key);
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
    }

    private TlsIdentity load(Instant now) {
        return TlsIdentity.load(file, keyFile, DOMAIN, InstantSource.fixed(now));
    }

    private String refusal() {
        return refusal(NOW);
    }

    private String refusal(Instant now) {
        return String.valueOf(
                catchThrowableOfType(TlsException.class, () -> load(now)).getMessage());
    }

    private static TestCertificate good(KeyPair pair) {
        return TestCertificate.of(pair).dns(DOMAIN);
    }

    @Test
    void takesAChainOfTwoThatIsWhole() throws Exception {
        KeyPair leaf = ec("secp256r1");
        KeyPair issuer = rsa(2_048);
        X509Certificate authority =
                TestCertificate.of(issuer).valid(FROM, UNTIL.minusSeconds(60)).signedBy(issuer);
        X509Certificate certificate = good(leaf).purpose(TestCertificate.SERVER).signedBy(issuer);
        write(pem(certificate) + pem(authority), pem(leaf));
        TlsIdentity identity = load(NOW);
        assertThat(identity.chain()).containsExactly(certificate, authority);
        assertThat(identity.certificate()).isEqualTo(certificate);
        assertThat(identity.key()).isEqualTo(leaf.getPrivate());
        assertThat(identity.expiresAt()).as("the first that ends").isEqualTo(UNTIL.minusSeconds(60));
        assertThat(identity.remaining(InstantSource.fixed(UNTIL.minusSeconds(100))))
                .isEqualTo(Duration.ofSeconds(40));
        assertThat(identity.remaining(InstantSource.fixed(UNTIL))).isNegative();
        assertThat(identity).hasToString("TlsIdentity[CN=test, until " + UNTIL.minusSeconds(60) + "]");

        write(pem(authority) + pem(certificate), pem(leaf));
        assertThat(refusal()).contains("does not belong to the certificate");
        write(pem(certificate) + pem(authority) + pem(certificate), pem(leaf));
        assertThat(refusal()).startsWith("Certificate 3 in " + file + " did not issue the one before it");
        write(pem(certificate) + pem(good(leaf).signedBy(leaf)), pem(leaf));
        assertThat(refusal()).startsWith("Certificate 2 in " + file).contains("fullchain.pem");
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048, true", "RSA, 2047, false", "RSA, 1024, false", "EC, 256, true", "EC, 384, true"})
    void wantsAStrongKey(String kind, int size, boolean strong) throws Exception {
        KeyPair pair = kind.equals("RSA") ? rsa(size) : ec("secp" + size + "r1");
        write(pem(good(pair).signedBy(pair)), pem(pair));
        if (strong) {
            assertThat(load(NOW).key()).isEqualTo(pair.getPrivate());
        } else {
            assertThat(refusal()).contains("is too weak").endsWith("certificate for an ECDSA P-256 key.");
        }
    }

    @Test
    void wantsAKeyOfAKindThatClientsKnow() throws Exception {
        KeyPair strange = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair pair = ec("secp256r1");
        write(pem(good(strange).signedBy(pair)), pem(pair));
        assertThat(refusal()).contains("of a kind that clients do not know");
        write(pem(good(pair).signedBy(pair)), pem(strange));
        assertThat(refusal()).startsWith(keyFile + " has a key that is neither ECDSA nor RSA");
    }

    @Test
    void wantsTheKeyOfTheCertificate() throws Exception {
        KeyPair pair = ec("secp256r1");
        for (KeyPair other : new KeyPair[] {ec("secp256r1"), ec("secp384r1"), rsa(2_048)}) {
            write(pem(good(pair).signedBy(pair)), pem(other));
            assertThat(refusal())
                    .startsWith("The key " + keyFile + " does not belong to the certificate " + file + ";");
        }
        KeyPair large = rsa(2_048);
        write(pem(good(large).signedBy(large)), pem(rsa(3_072)));
        assertThat(refusal()).startsWith("The key " + keyFile + " does not belong");
    }

    @Test
    void isValidFromItsFirstSecondToItsLast() throws Exception {
        KeyPair pair = ec("secp256r1");
        write(pem(good(pair).signedBy(pair)), pem(pair));
        assertThat(load(FROM).certificate()).isEqualTo(load(UNTIL).certificate());
        assertThat(refusal(FROM.minusMillis(1)))
                .isEqualTo("The certificate in " + file + " is valid only from " + FROM
                        + " on; check the clock of this machine.");
        assertThat(refusal(UNTIL.plusMillis(1)))
                .isEqualTo("The certificate in " + file + " expired on " + UNTIL + "; renew it.");
    }

    @Test
    void looksAtTheTimeOfTheWholeChain() throws Exception {
        KeyPair leaf = ec("secp256r1");
        KeyPair issuer = ec("secp384r1");
        String certificate = pem(good(leaf).signedBy(issuer));
        write(
                certificate
                        + pem(TestCertificate.of(issuer)
                                .valid(FROM, NOW.minusSeconds(1))
                                .signedBy(issuer)),
                pem(leaf));
        assertThat(refusal()).contains("expired on " + NOW.minusSeconds(1));
        write(
                certificate
                        + pem(TestCertificate.of(issuer)
                                .valid(NOW.plusSeconds(1), UNTIL)
                                .signedBy(issuer)),
                pem(leaf));
        assertThat(refusal()).contains("is valid only from " + NOW.plusSeconds(1));
    }

    @Test
    void isForServersOrForEverything() throws Exception {
        KeyPair pair = ec("secp256r1");
        write(pem(good(pair).purpose(TestCertificate.CLIENT).signedBy(pair)), pem(pair));
        assertThat(refusal()).contains("is not for servers (serverAuth is missing");
        for (String purpose : new String[] {TestCertificate.SERVER, TestCertificate.ANY}) {
            write(
                    pem(good(pair)
                            .purpose(TestCertificate.CLIENT)
                            .purpose(purpose)
                            .signedBy(pair)),
                    pem(pair));
            assertThat(load(NOW).chain()).hasSize(1);
        }
    }

    @Test
    void isForTheDomain() throws Exception {
        KeyPair pair = ec("secp256r1");
        write(pem(TestCertificate.of(pair).dns("other.org", "www.example.org").signedBy(pair)), pem(pair));
        assertThat(refusal())
                .isEqualTo(
                        "The certificate in " + file + " is for [other.org, www.example.org], not for example.org; get"
                                + " one that has DNS:example.org.");
        // RFC 9525 section 2: the common name is not looked at, nor is a name of another kind.
        write(pem(TestCertificate.of(pair).named("CN=example.org").signedBy(pair)), pem(pair));
        assertThat(refusal()).contains("is for no domain, not for example.org");
        write(pem(TestCertificate.of(pair).mail("example.org").signedBy(pair)), pem(pair));
        assertThat(refusal()).contains("is for no domain");
        write(pem(TestCertificate.of(pair).dns("other.org", "EXAMPLE.org").signedBy(pair)), pem(pair));
        assertThat(load(NOW).chain()).hasSize(1);
    }

    @Test
    void isForADomainOfOtherLettersByItsAsciiForm() throws Exception {
        KeyPair pair = ec("secp256r1");
        write(pem(TestCertificate.of(pair).dns("xn--bcher-kva.example").signedBy(pair)), pem(pair));
        InstantSource clock = InstantSource.fixed(NOW);
        assertThat(TlsIdentity.load(file, keyFile, "b\u00fccher.example", clock).chain())
                .hasSize(1);
    }

    /** RFC 9525 section 6.3: the wildcard is the whole left-most label, and stands for one label. */
    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, true",
        "*.example.org, im.example.org, true",
        "*.example.org, example.org, false",
        "*.example.org, a.im.example.org, false",
        "*.example.org, imexample.org, false",
        "im*.example.org, im1.example.org, false",
        "*, localhost, false",
        "*.localhost, localhost, false",
        "*.*.org, im.example.org, false",
        "im.*.org, im.example.org, false",
        "example.org, im.example.org, false",
        "xexample.org, example.org, false"
    })
    void coversByWildcardOneLabel(String name, String domain, boolean covered) {
        assertThat(IdentityChecks.covers(name, domain)).isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-------x", "rw--w----", "rw-----w-", "rw---x---", "rwxrwxrwx"})
    void wantsAKeyThatNobodyElseCanUse(String mode) throws Exception {
        KeyPair pair = ec("secp256r1");
        write(pem(good(pair).signedBy(pair)), pem(pair));
        String nine = mode.length() > 9 ? "rw------x" : mode;
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(nine));
        assertThat(refusal())
                .startsWith("Others than its owner can use the key " + keyFile + " (" + nine + "); run chmod 600 ");
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--------"));
        assertThat(load(NOW).chain()).hasSize(1);
    }
}
