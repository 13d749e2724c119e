package im.redoubt.server.tls;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with keys and certificates as operators have them (RFC 7468), and what each refusal tells to do. */
class PemFilesTest {
    private static final int MOST_BYTES = 262_144;

    @TempDir
    private Path directory = Path.of("");

    private Path write(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("file.pem"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String refusedKey(String text) throws IOException {
        Path file = write(text);
        return String.valueOf(catchThrowableOfType(TlsException.class, () -> PemFiles.key(file))
                .getMessage());
    }

    private String refusedChain(String text) throws IOException {
        Path file = write(text);
        return String.valueOf(catchThrowableOfType(TlsException.class, () -> PemFiles.chain(file))
                .getMessage());
    }

    @Test
    void findsTheKeyBesideCertificatesAndParameters() throws Exception {
        KeyPair pair = rsa(2_048);
        String certificate = pem(TestCertificate.of(pair).signedBy(pair));
        String parameters = pem("EC PARAMETERS", new byte[] {5, 0});
        Path file =
                write("Bag Attributes: none\n" + parameters + certificate + "and\n" + pem(pair) + pem(ec("secp256r1")));
        assertThat(PemFiles.key(file)).as("the first").isEqualTo(pair.getPrivate());
        assertThat(PemFiles.chain(file)).hasSize(1);
    }

    @Test
    void keepsTheOrderOfTheChain() throws Exception {
        KeyPair pair = ec("secp256r1");
        var first = TestCertificate.of(pair).dns("first").signedBy(pair);
        var second = TestCertificate.of(pair).dns("second").signedBy(pair);
        assertThat(PemFiles.chain(write(pem(first) + pem(second)))).containsExactly(first, second);
        assertThat(PemFiles.chain(write(pem(second).replace("\n", "\r\n") + pem(first))))
                .containsExactly(second, first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"})
    void tellsHowToConvertKeysInOtherForms(String label) throws Exception {
        assertThat(refusedKey(pem(label, new byte[] {1})))
                .contains("convert it with: (umask 077; openssl pkcs8 -topk8 -nocrypt -in ");
        String withHeaders = "-----BEGIN " + label
                + "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END " + label + "-----\n";
        assertThat(refusedKey(withHeaders)).contains("convert it with: ");
    }

    @Test
    void tellsWhatIsMissing() throws Exception {
        KeyPair pair = ec("secp256r1");
        String certificate = pem(TestCertificate.of(pair).signedBy(pair));
        assertThat(refusedKey(certificate))
                .endsWith(" has no private key; it must have a -----BEGIN PRIVATE KEY-----.");
        assertThat(refusedChain(pem(pair)))
                .endsWith(" has no certificate; it must begin with -----BEGIN CERTIFICATE-----.");
        assertThat(refusedChain("")).contains(" has no PEM block; convert it with openssl");
        assertThat(refusedChain(certificate.replace("-----END CERTIFICATE", "-----END KEY")))
                .contains(" has no PEM block");
        assertThat(refusedKey(pem("PRIVATE KEY", new byte[] {1, 2, 3}))).contains("is neither ECDSA nor RSA");
    }

    @Test
    void tellsWhatIsDamaged() throws Exception {
        KeyPair pair = ec("secp256r1");
        String certificate = pem(TestCertificate.of(pair).signedBy(pair));
        assertThat(refusedChain(pem("CERTIFICATE", new byte[] {0x30, 1, 0})))
                .endsWith(" has a certificate that is damaged; copy it again.");
        assertThat(refusedChain(certificate + "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n"))
                .endsWith(" has a PEM block that is damaged; copy it again.");
        assertThat(refusedChain(certificate.replace("-----END CERTIFICATE-----", "") + certificate))
                .endsWith(" has a PEM block without an end; copy it again.");
    }

    @Test
    void readsNoMoreThanAChainHas() throws Exception {
        KeyPair pair = ec("secp256r1");
        String certificate = pem(TestCertificate.of(pair).signedBy(pair));
        String filler = " ".repeat(MOST_BYTES - certificate.length());
        assertThat(PemFiles.chain(write(certificate + filler))).hasSize(1);
        assertThat(refusedChain(certificate + filler + " ")).endsWith("has more than 262144 bytes and is no PEM file.");
    }

    @Test
    @Tag("SRV-05")
    void tellsNothingOfAKeyThatItRefuses() throws Exception {
        String key = pem(ec("secp256r1"));
        String body = key.lines().skip(1).findFirst().orElseThrow();
        assertThat(refusedKey(key.replace("PRIVATE KEY", "EC PRIVATE KEY"))).doesNotContain(body);
        assertThat(refusedKey(key.replace("-----END", "A\n-----END"))).doesNotContain(body);
    }

    @Test
    void tellsWhenAFileIsNotThere() {
        Path missing = directory.resolve("missing.pem");
        assertThat(catchThrowableOfType(TlsException.class, () -> PemFiles.key(missing)))
                .hasMessage(missing + " cannot be read; check that it is there and that its mode allows it.");
        assertThat(catchThrowableOfType(TlsException.class, () -> PemFiles.chain(missing)))
                .hasMessage(missing + " cannot be read; check that it is there and that its mode allows it.");
    }
}
