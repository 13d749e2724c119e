package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.config.ConfigurationReader;
import im.redoubt.app.config.ConfigurationRequest;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.store.StoreException;
import im.redoubt.server.tls.ClientAuthorities;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    private static final String PASSWORD = "a planted secret 8231";

    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Deque<String> typed = new ArrayDeque<>();

    @Test
    void makesListsChangesAndRemovesAccountsWhileStopped() {
        assertThat(stdin(PASSWORD + "\n", "user", "add", "alice", "--password-stdin", "--old-client"))
                .isZero();
        assertThat(stdin(PASSWORD, "user", "add", "bob@localhost", "--admin", "--password-stdin"))
                .isZero();
        assertThat(run("user", "list")).isZero();
        assertThat(output()).contains("alice@localhost\t").containsPattern("bob@localhost\t.*\tadmin");
        assertThat(stdin("another one of them\n", "user", "password", "alice", "--password-stdin"))
                .isZero();
        assertThat(run("user", "remove", "alice")).isZero();
        assertThat(run("user", "remove", "alice")).isEqualTo(ExitCode.FAILURE);
        assertThat(errors()).contains("redoubt: There is no account alice@localhost");
    }

    @Test
    void asksTwiceForAPassword() {
        typed.addAll(List.of(PASSWORD, PASSWORD, PASSWORD, "something else"));
        assertThat(run("user", "add", "alice")).isZero();
        assertThat(run("user", "add", "bob")).isEqualTo(ExitCode.FAILURE);
        assertThat(errors()).contains("The two are not equal");
    }

    @Test
    void takesNoPasswordAsAnArgumentAndNoneThatIsEmpty() {
        assertThat(run("user", "add", "alice", PASSWORD)).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("There are too many arguments").doesNotContain(PASSWORD);
        assertThat(stdin("\n", "user", "add", "alice", "--password-stdin")).isEqualTo(ExitCode.FAILURE);
        assertThat(errors()).contains("The password is empty.");
        assertThat(stdin("short\n", "user", "add", "alice", "--password-stdin")).isZero();
        assertThat(errors()).contains("a password of 5 characters is soon guessed");
    }

    @Test
    @Tag("SRV-02")
    @Tag("APP-06")
    void writesNoPasswordAnywhere() throws IOException {
        assertThat(stdin("alice:" + PASSWORD + "\nbob:" + PASSWORD + "\u0007\n", "user", "import", "-"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(stdin(PASSWORD, "user", "add", "alice", "--password-stdin")).isEqualTo(ExitCode.FAILURE);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);
            }
        }
        assertThat(output() + errors()).doesNotContain(PASSWORD);
    }

    @Test
    void importsLinesAndTellsWhichWereLeftOut() {
        String lines = IntStream.range(0, 260)
                .mapToObj(i -> "user" + i + ":password of " + i)
                .collect(Collectors.joining(
                        "\n", "# a list\n", "\n\nnocolon\nuser5:again\n@@:x\nx@other.example:y\nz:\n"));
        assertThat(stdin(lines, "user", "import", "-")).isEqualTo(ExitCode.FAILURE);
        assertThat(output()).contains("Made 260 accounts; 5 lines were left out.");
        assertThat(errors())
                .contains("line 263: is not of the form name:password")
                .contains("line 264: there is an account user5@localhost already")
                .contains("line 265: ")
                .contains("line 266: is for another domain than localhost")
                .contains("line 267: The password is empty.");
    }

    @Test
    @Tag("SRV-04")
    void keepsDataToItsOwner() throws IOException {
        stdin(PASSWORD, "user", "add", "alice", "--password-stdin");
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .endsWith("------");
            }
        }
    }

    @Test
    void administersTheRunningServiceOverItsSocket() {
        try (Up _ = Up.start(settings(), terminal(""), new FakeStarter())) {
            assertThat(output())
                    .contains("tls/ca.pem")
                    .containsPattern("xmpp:localhost\\?register;preauth=[A-Za-z0-9_-]{20,}")
                    .endsWith("ready\n");
            assertThat(stdin(PASSWORD, "user", "add", "alice", "--password-stdin"))
                    .isZero();
            assertThat(run("invite", "carol")).isZero();
            assertThat(output()).contains("xmpp:carol@localhost?register;preauth=");
            assertThat(run("ca", "copy.pem")).isZero();
            assertThat(directory.resolve("copy.pem")).hasSameTextualContentAs(directory.resolve("data/tls/ca.pem"));
            assertThatThrownBy(() -> Up.start(settings(), terminal(""), new FakeStarter()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use");
        }
        assertThat(run("user", "list")).isZero();
        assertThat(output()).contains("alice@localhost");
        assertThat(run("session", "end", "alice")).isEqualTo(ExitCode.FAILURE);
        assertThat(errors()).contains("The service does not run");
    }

    @Test
    void givesTheInvitationAtTheFirstStartOnly() {
        Up.start(settings(), terminal(""), new FakeStarter()).close();
        out.reset();
        Up.start(settings(), terminal(""), new FakeStarter()).close();
        assertThat(output()).doesNotContain("preauth").endsWith("ready\n");
    }

    @Test
    void showsTheDnsRecordsOfADomainOfItsOwn() {
        Settings settings = ConfigurationReader.read(
                        new ConfigurationRequest(
                                Optional.empty(), Optional.of("chat.example.org"), Optional.empty(), List.of()),
                        directory)
                .settings();
        Up.start(settings, terminal(""), new FakeStarter()).close();
        assertThat(output())
                .contains("_xmpp-client._tcp.chat.example.org. IN SRV 0 5 5222 HOST.")
                .contains("_xmpps-client._tcp.chat.example.org. IN SRV 0 5 5223 HOST.")
                .contains("tls.certificate and tls.key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "user",
                "user add",
                "user list",
                "user remove",
                "user password",
                "user import",
                "session",
                "session list",
                "session end",
                "invite",
                "ca",
                "pin",
                "config",
                "doctor",
                "events",
                "events verify",
                "completion",
                "version"
            })
    void helpsWithAnExampleForEachCommand(String command) {
        assertThat(run(Stream.concat(Stream.of(command.split(" ", -1)), Stream.of("--help"))
                        .toArray(String[]::new)))
                .isZero();
        assertThat(output()).contains("Usage: redoubt " + command).containsPattern("Examples?:\\s+.*redoubt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-V"})
    void saysItsVersionAndThatOfJava(String asked) {
        assertThat(run(asked)).isZero();
        assertThat(output()).startsWith("redoubt ").contains("Java " + Runtime.version());
    }

    @Test
    void exitsAsDocumented() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(output()).contains("Exit codes:").doesNotContain("\u001b");
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(run("usr", "add")).isEqualTo(ExitCode.USAGE);
        assertThat(run("user", "add")).isEqualTo(ExitCode.USAGE);
        assertThat(run("config", "--set", "domian=x")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(errors()).contains("Did you mean domain?").doesNotContain("\tat ");
        assertThat(run("ca")).isEqualTo(ExitCode.FAILURE);
        assertThat(run("events", "verify")).isEqualTo(ExitCode.FAILURE);
    }

    @Test
    void doctorTellsWhatToDoBeforeTheFirstStart() {
        run("doctor", "--set", "limits.connections=10");
        assertThat(output())
                .contains("ok   DNS: localhost needs no records")
                .contains("warn service: does not run")
                .contains("warn certificate: there is none yet");
    }

    @Test
    void completesCommandsInBash() {
        assertThat(run("completion")).isZero();
        assertThat(output()).contains("complete -F _complete_redoubt").contains("--password-stdin");
    }

    private Settings settings() {
        return ConfigurationReader.read(ConfigurationRequest.NONE, directory).settings();
    }

    private int run(String... args) {
        return RedoubtCommand.run(terminal(""), args);
    }

    private int stdin(String input, String... args) {
        return RedoubtCommand.run(terminal(input), args);
    }

    private Terminal terminal(String input) {
        Function<String, char[]> prompt = _ -> typed.removeFirst().toCharArray();
        return new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                typed.isEmpty() ? Optional.empty() : Optional.of(prompt),
                false,
                directory);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** A server without a network. */
    private static final class FakeStarter implements ServiceStarter {
        @Override
        public RunningService start(Parts parts) {
            return new RunningService() {
                @Override
                public List<String> addresses() {
                    return List.of("STARTTLS       127.0.0.1:5222");
                }

                @Override
                public Administration administration() {
                    return parts.administration();
                }

                @Override
                public void replace(ClientAuthorities found) {
                    // Nobody signs in.
                }

                @Override
                public void happened(SecurityEvent event) {
                    // Nobody asks.
                }

                @Override
                public void close() {
                    // Nothing was opened.
                }
            };
        }
    }
}
