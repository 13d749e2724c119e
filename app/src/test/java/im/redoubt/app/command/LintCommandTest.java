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

/** The linters as commands: forms of output, and what they exit with. */
@Tag("IOT-07")
class LintCommandTest {
    private static final String ALARM = """
            <message id="n0000" to="4c7be0@house.example" type="chat" from="admin@house.example/Smack">
              <body>8261903TkuFWQZ7LMDA/ :;MODA:1,0, 7391</body>
            </message>
            """;

    private static final String CHAT =
            "<message type='chat' to='bob@example.org'><body>2 milk, 3 eggs</body></message>\n";

    private boolean watched;

    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("alarm.xml"), ALARM);
        Files.writeString(directory.resolve("chat.xml"), CHAT);
    }

    private int run(String input, String... words) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                watched ? Optional.of(_ -> new char[0]) : Optional.empty(),
                false,
                directory);
        List<String> all = new ArrayList<>(List.of("lint"));
        all.addAll(List.of(words));
        return RedoubtCommand.run(terminal, all.toArray(new String[0]));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    @Tag("I-151")
    void namesTheFourFaultsOfTheAlarmWithLineReasonAndMend() {
        assertThat(run("", "traffic", "alarm.xml")).isEqualTo(1);
        assertThat(output().lines().filter(line -> line.startsWith("alarm.xml:")))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("alarm.xml:2: error body-machine-data: A body holds machine data"))
                .anyMatch(line -> line.startsWith("alarm.xml:2: error body-credential: "))
                .anyMatch(line -> line.startsWith("alarm.xml:1: error type-chat: "))
                .anyMatch(line -> line.startsWith("alarm.xml:1: warning fixed-resource: "));
        assertThat(output().lines().filter(line -> line.startsWith("    Mend: ")))
                .hasSize(4);
        assertThat(output()).endsWith("4 findings.\n");
        assertThat(errors()).isEmpty();
    }

    @Test
    void tellsNothingOfWhatItRead() {
        assertThat(run("", "traffic", "--sarif", "found.sarif", "alarm.xml")).isEqualTo(1);
        assertThat(output()).doesNotContain("7391").doesNotContain("4c7be0").doesNotContain("MODA");
        assertThat(directory.resolve("found.sarif"))
                .content()
                .doesNotContain("7391")
                .doesNotContain("4c7be0")
                .doesNotContain("MODA");
    }

    @Test
    void findsNothingInAConversation() {
        assertThat(run("", "traffic", "chat.xml")).isZero();
        assertThat(output()).isEqualTo("No findings.\n");
    }

    @Test
    void readsStandardInputAndWritesJsonAlone() {
        assertThat(run(ALARM, "traffic", "--json", "-", "-")).isEqualTo(1);
        assertThat(output())
                .startsWith("{\"findings\":[\n{\"file\":\"-\",\"line\":1,\"rule\":\"type-chat\",\"severity\":\"error\","
                        + "\"message\":\"")
                .contains("\",\"mend\":\"")
                .endsWith("}\n],\"unread\":[]}\n");
        assertThat(run(CHAT, "traffic", "--json", "-", "-")).isZero();
        assertThat(output()).isEqualTo("{\"findings\":[\n],\"unread\":[]}\n");
    }

    @Test
    void whatCannotBeReadIsSaidAndTheRestIsJudged() {
        assertThat(run("", "traffic", "missing.xml", "alarm.xml", "--json", "found.json"))
                .isEqualTo(2);
        assertThat(errors()).startsWith("redoubt: missing.xml: not read: ");
        assertThat(output()).endsWith("4 findings.\n");
        assertThat(directory.resolve("found.json"))
                .content()
                .contains("\"unread\":[\n{\"file\":\"missing.xml\",\"line\":0,");
        assertThat(run("", "traffic", ".")).isEqualTo(2);
        assertThat(run("", "traffic")).isEqualTo(2);
        assertThat(run("", "traffic", "--json", "-", "--sarif", "-", "alarm.xml"))
                .isEqualTo(2);
        assertThat(run("", "traffic", "--json", "no/such/found.json", "alarm.xml"))
                .isEqualTo(2);
    }

    @Test
    void brokenXmlIsReportedWithItsLineAndTheRestIsJudged() {
        assertThat(run("<message><body>x</message>\n" + ALARM, "traffic", "-")).isEqualTo(2);
        assertThat(errors()).startsWith("redoubt: -:1: not read: broken XML");
        assertThat(output()).contains("-:3: error body-machine-data").endsWith("4 findings.\n");
    }

    @Test
    void nameOfAFileDoesNothingToTheTerminal() throws IOException {
        String name = "a\u001b]0;owned\u0007\nb.xml";
        Files.writeString(directory.resolve(name), ALARM);
        assertThat(run("", "traffic", name)).isEqualTo(1);
        assertThat(output()).doesNotContain("\u001b").doesNotContain("\u0007");
        assertThat(output().lines()).hasSize(9);
    }

    private static final String PANEL = """
            import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
            class Panel {
                SecurityMode mode = SecurityMode.disabled;
            }
            """;

    @Test
    void judgesTheSourcesOfADirectory() throws IOException {
        Files.createDirectories(directory.resolve("src/panel"));
        Files.writeString(directory.resolve("src/panel/Panel.java"), PANEL);
        assertThat(run("", "code", "src")).isEqualTo(1);
        assertThat(output())
                .startsWith("src/panel/Panel.java:3: error tls-disabled: TLS is switched off")
                .endsWith("1 finding.\n");
        assertThat(run("", "code", "--json", "-", "src")).isEqualTo(1);
        assertThat(output())
                .startsWith(
                        "{\"findings\":[\n{\"file\":\"src/panel/Panel.java\",\"line\":3,\"rule\":\"tls-disabled\",");
        Files.writeString(directory.resolve("src/panel/Panel.java"), PANEL.replace("disabled", "required"));
        assertThat(run("", "code", "src")).isZero();
    }

    @Test
    void sourceThatDoesNotParseIsSaidWithItsLineAndTheRestIsJudged() throws IOException {
        Files.createDirectories(directory.resolve("src"));
        Files.writeString(directory.resolve("src/Broken.java"), "class Broken {\n  void x( {\n}\n");
        Files.writeString(directory.resolve("src/Panel.java"), PANEL);
        assertThat(run("", "code", "src", "missing")).isEqualTo(2);
        assertThat(errors())
                .contains("redoubt: src/Broken.java:2: not read: ")
                .contains("redoubt: missing: not read: there is no such directory");
        assertThat(output()).startsWith("src/Panel.java:3: error tls-disabled");
    }

    @Test
    void sarifHasRulesResultsAndWhatWasNotRead() throws IOException {
        Files.createDirectories(directory.resolve("src"));
        Files.writeString(directory.resolve("src/A b.java"), PANEL);
        Files.writeString(directory.resolve("src/Broken.java"), "class {");
        assertThat(run("", "code", "--sarif", "-", "src")).isEqualTo(2);
        assertThat(output())
                .startsWith(
                        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[")
                .contains("{\"id\":\"tls-disabled\",\"shortDescription\":{\"text\":\"TLS is switched off")
                .contains("{\"ruleId\":\"tls-disabled\",\"level\":\"error\",\"message\":{\"text\":\"")
                .contains("\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"src/A%20b.java\"},"
                        + "\"region\":{\"startLine\":3}}}]")
                .contains("\"invocations\":[{\"executionSuccessful\":false,\"toolExecutionNotifications\":[")
                .endsWith("]}]}]}\n");
    }

    @Test
    void helpHasExamples() {
        assertThat(run("", "--help")).isZero();
        assertThat(output()).contains("redoubt lint traffic capture.xml").contains("redoubt lint code");
        assertThat(run("", "traffic", "--help")).isZero();
        assertThat(output()).contains("Exit codes: 0 nothing was found").contains("Examples:");
        assertThat(run("", "code", "--help")).isZero();
        assertThat(output()).contains("redoubt-lint: RULE because REASON").contains("Examples:");
    }

    @Test
    void progressIsShownToWhoWatchesAndNobodyElse() throws IOException {
        Files.writeString(directory.resolve("Panel.java"), PANEL);
        assertThat(run("", "code", ".")).isEqualTo(1);
        assertThat(errors()).isEmpty();
        watched = true;
        assertThat(run("", "code", ".")).isEqualTo(1);
        assertThat(errors()).isEqualTo("\r\u001b[K1 files\r\u001b[K");
        assertThat(run(CHAT + " ".repeat(9 << 20), "traffic", "-")).isZero();
        assertThat(errors()).isEqualTo("\r\u001b[K8 MiB\r\u001b[K");
    }

    @Test
    void whereThereIsNoCompilerThatIsSaid() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.se,jdk.unsupported",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "im.redoubt.app.Main",
                        "lint",
                        "code",
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said)
                .isEqualTo("redoubt: This Java has no compiler (the module jdk.compiler); start redoubt with a JDK.\n");
    }
}
