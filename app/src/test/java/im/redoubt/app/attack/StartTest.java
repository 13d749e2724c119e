package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts that must be refused, by the real process: with a line that says why, a code, and nothing left open. */
class StartTest {
    private static final List<String> QUICK = List.of("-Xmx100m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final int CONFIGURATION = 4;
    private static final int IN_USE = 5;

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Tag("C-115")
    void aSecondProcessOnTheSameDataRefusesAndTheFirstGoesOn() {
        Path data = directory.resolve("data");
        try (RedoubtProcess first = RedoubtProcess.start(data, QUICK, "accounts.plain_within_tls=true")
                        .with("alice");
                RedoubtProcess second = RedoubtProcess.launch(data, QUICK)) {
            assertThat(second.exitCode()).isEqualTo(IN_USE);
            assertThat(second.output()).contains("redoubt: ").contains("data").doesNotContain("ready");
            assertThat(first.isAlive()).isTrue();
            first.signIn("alice").available().close();
        }
        try (RedoubtProcess third = RedoubtProcess.start(data, QUICK, "accounts.plain_within_tls=true")) {
            third.signIn("alice").close();
        }
    }

    /** A misspelt key, an unknown one, one out of range, an insecure one, and one twice. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[limits];connectoins = 5|redoubt.toml:2:1: limits.connectoins|Did you mean limits.connections?",
                "[listen];metrics = [\"0.0.0.0:9090\"]|redoubt.toml:2:1: listen.metrics|write \"127.0.0.1:9090\"",
            })
    @Tag("B-165")
    @Tag("SRV-04")
    void aConfigurationThatIsRefusedStartsNothing(String content, String place, String mend) throws IOException {
        Path file = Files.writeString(directory.resolve("redoubt.toml"), content.replace(';', '\n'));
        Path data = directory.resolve("data");
        try (RedoubtProcess process = RedoubtProcess.launch(data, QUICK, file)) {
            assertThat(process.exitCode()).isEqualTo(CONFIGURATION);
            assertThat(process.output()).contains(place).contains(mend).doesNotContain("ready");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    @Tag("B-165")
    @Tag("SRV-04")
    void aKeyThatOthersCanReadStartsNothing() throws IOException {
        Path certificate = Files.writeString(directory.resolve("server.pem"), "x");
        Path key = Files.writeString(directory.resolve("server.key"), "x");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Path file = Files.writeString(
                directory.resolve("redoubt.toml"),
                "[tls]\ncertificate = \"" + certificate + "\"\nkey = \"" + key + "\"\n");
        try (RedoubtProcess process = RedoubtProcess.launch(directory.resolve("data"), QUICK, file)) {
            assertThat(process.exitCode()).isEqualTo(CONFIGURATION);
            assertThat(process.output())
                    .contains("redoubt.toml:3:1: tls.key")
                    .contains("Run chmod 600 " + key)
                    .doesNotContain("ready");
        }
    }
}
