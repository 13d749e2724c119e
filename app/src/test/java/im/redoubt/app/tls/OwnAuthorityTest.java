package im.redoubt.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.server.tls.PemFiles;
import im.redoubt.server.tls.TlsException;
import im.redoubt.server.tls.TlsIdentity;
import java.io.IOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAuthorityTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path data = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "chat.example.org", "münchen.example"})
    @Tag("SRV-01")
    void isAcceptedByTheJdkWithItsConstraints(String domain) throws Exception {
        TlsIdentity identity = authority(domain, Instant.now()).identity();
        validate(ca(), identity.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "chat.example.org", "münchen.example"})
    void isAcceptedByOpensslInStrictMode(String domain) throws Exception {
        authority(domain, Instant.now()).identity();
        String name = IDN.toASCII(domain);
        assertThat(run(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslserver",
                        "-verify_hostname",
                        name,
                        "-CAfile",
                        data.resolve("tls/ca.pem").toString(),
                        data.resolve("tls/server.pem").toString()))
                .endsWith(": OK");
    }

    @Test
    @Tag("SRV-01")
    void cannotVouchForOtherDomains() throws Exception {
        OwnAuthority authority = authority("chat.example.org", Instant.now());
        authority.identity();
        KeyPair pair = Certificates.newKey(RANDOM);
        X509Certificate forged = Certificates.server(
                "bank.example",
                pair.getPublic(),
                ca(),
                PemFiles.key(data.resolve("tls/ca.key")),
                Instant.now(),
                RANDOM);
        assertThatThrownBy(() -> validate(ca(), forged)).isInstanceOf(CertPathValidatorException.class);
        Path file = data.resolve("forged.pem");
        Files.write(file, AuthorityFiles.pem(forged));
        assertThat(run(
                        "openssl",
                        "verify",
                        "-CAfile",
                        data.resolve("tls/ca.pem").toString(),
                        file.toString()))
                .contains("permitted subtree violation");
        X509Certificate below = Certificates.server(
                "rooms.chat.example.org",
                pair.getPublic(),
                ca(),
                PemFiles.key(data.resolve("tls/ca.key")),
                Instant.now(),
                RANDOM);
        validate(ca(), below);
    }

    @Test
    @Tag("SRV-04")
    void keepsKeysToTheirOwner() throws IOException {
        authority("localhost", Instant.now()).identity();
        assertThat(mode("tls")).isEqualTo("rwx------");
        assertThat(mode("tls/ca.key")).isEqualTo("rw-------");
        assertThat(mode("tls/server.pem")).isEqualTo("rw-------");
        assertThat(mode("tls/ca.pem")).isEqualTo("rw-r--r--");
        try (var files = Files.list(data.resolve("tls"))) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void loadsWhatItMadeAndRenewsBeforeItExpires() throws IOException {
        Instant now = Instant.now();
        byte[] first = made(authority("localhost", now));
        assertThat(made(authority("localhost", now.plus(Duration.ofDays(366))))).isEqualTo(first);
        byte[] second = made(authority("localhost", now.plus(Duration.ofDays(368))));
        assertThat(second).isNotEqualTo(first);
        assertThat(authority("localhost", now.plus(Duration.ofDays(368))).renewIfDue())
                .isFalse();
    }

    @Test
    void isValidForNoLongerThanClientsAccept() {
        X509Certificate server =
                authority("localhost", Instant.now()).identity().certificate();
        Duration validity = Duration.between(
                server.getNotBefore().toInstant(),
                server.getNotAfter().toInstant().plusSeconds(1));
        assertThat(validity).isLessThanOrEqualTo(Duration.ofDays(397));
    }

    @Test
    void refusesAnotherDomainAndAMissingKey() throws IOException {
        Instant now = Instant.now();
        authority("a.example", now).identity();
        assertThatThrownBy(() -> authority("b.example", now).identity())
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("is for another domain than b.example");
        Files.delete(data.resolve("tls/ca.key"));
        assertThat(authority("a.example", now).identity()).isNotNull();
        assertThatThrownBy(() ->
                        authority("a.example", now.plus(Duration.ofDays(380))).identity())
                .hasMessageContaining("put the authority's key back");
    }

    @Test
    void makesItsCertificateAgainWhenTheFileIsDamaged() throws IOException {
        authority("localhost", Instant.now()).identity();
        Files.writeString(data.resolve("tls/server.pem"), "-----BEGIN CERTIFICATE-----");
        assertThat(authority("localhost", Instant.now()).identity()).isNotNull();
    }

    private byte[] made(OwnAuthority authority) throws IOException {
        authority.identity();
        return Files.readAllBytes(authority.serverFile());
    }

    private OwnAuthority authority(String domain, Instant now) {
        return new OwnAuthority(data, domain, InstantSource.fixed(now), RANDOM);
    }

    private X509Certificate ca() {
        return PemFiles.chain(data.resolve("tls/ca.pem")).getFirst();
    }

    private static void validate(X509Certificate ca, X509Certificate server) throws Exception {
        // The JDK passes over the constraints of an anchor, so the certificate goes into the path, below its own key.
        TrustAnchor anchor = new TrustAnchor(ca.getSubjectX500Principal(), ca.getPublicKey(), null);
        PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(server, ca)), parameters);
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
    }

    private static String run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.strip();
        } catch (IOException e) {
            Assumptions.abort("there is no openssl on this machine");
            return "";
        }
    }
}
