package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No secret, key, certificate or key store lies in the repository or in what is built. */
class SecretsTest {
    // Netty tries with these key pairs of its own what the machine's TLS can do; no connection ever sees them.
    private static final String PROBES =
            "netty-handler-[^!]*\\.jar!io/netty/handler/ssl/(JdkSslServerContext|SslUtils|OpenSsl)\\.class";

    @Test
    @Tag("B-162")
    @Tag("SRV-02")
    void repositoryHoldsNoSecrets() throws IOException {
        List<String> findings = new ArrayList<>();
        for (Path file : TrackedFiles.all()) {
            String name = Project.name(file);
            boolean shipped = !name.contains("/src/test/") && !name.startsWith(".mvn/checksums/");
            SecretFinder.find(name, Files.readAllBytes(file), shipped)
                    .ifPresent(finding -> findings.add(name + ": " + finding));
        }
        assertThat(findings).isEmpty();
    }

    @Test
    @Tag("B-162")
    void artefactsHoldNoSecrets() throws IOException {
        List<String> findings = new ArrayList<>();
        List<Path> jars = Project.files(Project.ROOT.resolve("app/target/redoubt/lib"), ".jar");
        assertThat(jars).isNotEmpty();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : file.stream().toList()) {
                    String name = jar.getFileName() + "!" + entry.getName();
                    if (name.matches(PROBES)) {
                        continue;
                    }
                    try (InputStream in = file.getInputStream(entry)) {
                        SecretFinder.find(name, in.readAllBytes(), false)
                                .ifPresent(finding -> findings.add(name + ": " + finding));
                    }
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    @Tag("B-162")
    void everyKindIsFound() {
        byte[] store = {0x30, (byte) 0x82, 0x09, 0x10, 0x02, 0x01, 0x03, 0x30};
        byte[] oldStore = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0, 0, 0, 2};
        String key = "-----BEGIN " + "PRIVATE KEY-----\n" + "MIGHAgEAMBMGByqGSM49".repeat(5) + "\n-----END";
        String assigned = "api_" + "token = \"q7Zr2Lw9XkT4vN8bYc3M\"";
        assertThat(SecretFinder.find("a", store, false)).isPresent();
        assertThat(SecretFinder.find("a", oldStore, false)).isPresent();
        assertThat(SecretFinder.find("tls/server.p12", new byte[0], false)).isPresent();
        assertThat(SecretFinder.find("a", key.getBytes(StandardCharsets.UTF_8), false))
                .isPresent();
        assertThat(SecretFinder.find("a", assigned.getBytes(StandardCharsets.UTF_8), true))
                .isPresent();
    }

    @Test
    @Tag("B-162")
    void ordinaryTextIsLeftAlone() {
        String text = """
                password = prompt("password of the account")
                -----BEGIN CERTIFICATE-----
                token: "aaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                """;
        assertThat(SecretFinder.find("a", text.getBytes(StandardCharsets.UTF_8), true))
                .isEmpty();
    }
}
