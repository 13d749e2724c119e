package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands for filters without a service. */
@Tag("SRV-08")
class FilterCommandTest {
    private static final String RULES = """
            domain = "example.org"

            [[filter]]
            name = "staff"
            from = "admin@example.org"
            then = "pass"

            [[filter]]
            name = "no adverts"
            from = "*@example.net"
            kind = "message"
            body = '(?i)cheap\\s+pills'
            then = "quarantine"

            [[filter]]
            name = "no pills at all"
            kind = "message"
            body = "(?i)pills"
            then = "block"

            [[filter]]
            name = "few requests"
            kind = "presence"
            type = "subscribe"
            more_than_per_minute = 2
            then = "bounce"
            """;

    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeRules() throws IOException {
        Files.writeString(directory.resolve("redoubt.toml"), RULES);
    }

    private int run(String input, String... words) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Optional.empty(),
                false,
                directory);
        List<String> all = new ArrayList<>(List.of("filter"));
        all.addAll(List.of(words));
        return RedoubtCommand.run(terminal, all.toArray(new String[0]));
    }

    private int test(String input, String... stanzas) {
        List<String> all = new ArrayList<>(List.of("test", "--config", "redoubt.toml"));
        all.addAll(List.of(stanzas));
        return run(input, all.toArray(new String[0]));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysWhichRuleDecidesWhyAndWhatWouldBeNext() {
        assertThat(test(
                        "",
                        "<message from='mallory@example.net' to='bob@example.org'><body>CHEAP  pills</body></message>"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(output()).isEqualTo("""
                        message normal from mallory@example.net to bob@example.org: quarantine (rule 2, "no adverts")
                          because from = "*@example.net", kind = "message", body = "(?i)cheap\\\\s+pills"
                          without that rule: block (rule 3, "no pills at all")
                        """);
    }

    @Test
    void exitsWithZeroWhereAllPass() {
        assertThat(test("", "<message to='bob@example.org'><body>hello</body></message>"))
                .isZero();
        assertThat(output()).isEqualTo("message normal from somebody@example.org to bob@example.org: pass (no rule)\n");
        assertThat(test(
                        "",
                        "--from",
                        "admin@example.org",
                        "<message to='bob@example.org'><body>pills</body></message>"))
                .isZero();
        assertThat(output())
                .startsWith("message normal from admin@example.org to bob@example.org: pass (rule 1, \"staff\")\n")
                .endsWith("  without that rule: block (rule 3, \"no pills at all\")\n");
    }

    @Test
    void readsFilesAndStandardInputAndCountsRates() throws IOException {
        String requests =
                "<presence type='subscribe' to='a@example.org'/>\n<presence type='subscribe' to='b@example.org'/>\n";
        Files.writeString(directory.resolve("stanzas.xml"), "  " + requests);
        assertThat(test("", "stanzas.xml")).isZero();
        assertThat(test(requests, "stanzas.xml", "-")).isEqualTo(ExitCode.FAILURE);
        assertThat(output().lines().filter(line -> line.contains("bounce (rule 4")))
                .hasSize(2);
        assertThat(output().lines().filter(line -> line.contains("pass (no rule)") && line.startsWith("presence")))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message>",
                "<message/><x",
                "<x xmlns='urn:x'/>",
                "<!DOCTYPE x [<!ENTITY a 'a'>]><message/>",
                "<message to='@'/>",
                "<iq type='get'/>",
                "-",
                "missing.xml",
                "."
            })
    void refusesWhatIsNoStanza(String stanza) {
        assertThat(test("nothing", stanza)).isEqualTo(ExitCode.USAGE);
        assertThat(errors().lines())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).startsWith("redoubt: ").endsWith("."));
        assertThat(output()).isEmpty();
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(run("", "test")).isEqualTo(ExitCode.USAGE);
        assertThat(test("", "--from", "@", "<message/>")).isEqualTo(ExitCode.USAGE);
        for (List<String> command : List.of(
                List.of("--help"),
                List.of("list", "--help"),
                List.of("test", "--help"),
                List.of("quarantine", "--help"),
                List.of("quarantine", "list", "--help"),
                List.of("quarantine", "show", "--help"),
                List.of("quarantine", "release", "--help"),
                List.of("quarantine", "drop", "--help"))) {
            assertThat(run("", command.toArray(new String[0]))).isZero();
            assertThat(output()).contains("redoubt filter", "Example");
        }
    }

    @Test
    @Tag("SRV-04")
    void refusesRulesThatMakeNoSense() throws IOException {
        Files.writeString(
                directory.resolve("redoubt.toml"), RULES.replace("then = \"block\"", "then = \"mark\"\nsay = \"x\""));
        assertThat(test("", "<message/>")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(errors()).contains("redoubt.toml:20:1: filter[3].say: is heard by nobody.");
    }

    @Test
    void listsRulesAndWhatIsKeptAsideWhileTheServiceIsStopped() {
        assertThat(run("", "list", "--config", "redoubt.toml")).isZero();
        assertThat(output().lines())
                .containsExactly(
                        "staff\tpass\t-",
                        "no adverts\tquarantine\t-",
                        "no pills at all\tblock\t-",
                        "few requests\tbounce\t-");
        assertThat(errors()).contains("does not run");
        assertThat(run("", "quarantine", "list", "--config", "redoubt.toml")).isZero();
        assertThat(output()).isEmpty();
        String id = "0".repeat(32);
        assertThat(run("", "quarantine", "show", id, "--config", "redoubt.toml"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(errors()).contains("No message " + id + " is kept aside");
        assertThat(run("", "quarantine", "release", id, "--config", "redoubt.toml"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(errors()).contains("The service does not run, so nobody could get the message; start it first.");
        assertThat(run("", "quarantine", "drop", "nonsense")).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("This is no id of a message");
    }

    /** The attack: a message that steers the operator's terminal, or reads there as something else than it is. */
    @Test
    @Tag("D-105")
    void showsWhatNoTerminalShouldGetAsReferences() {
        assertThat(QuarantineShowCommand.visible("a\u0085b\u202Ec\n\uE000\u2028é\uD83D\uDE00"))
                .isEqualTo("a&#x85;b&#x202e;c&#xa;&#xe000;&#x2028;é\uD83D\uDE00");
    }
}
