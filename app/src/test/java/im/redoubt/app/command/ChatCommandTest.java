package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code redoubt chat}, as somebody types it. */
final class ChatCommandTest {
    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("alice").with("bob");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** A run of the command. */
    private static final class Run {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        int with(InputStream in, String... words) {
            List<String> all = new ArrayList<>(List.of("chat"));
            all.addAll(List.of(words));
            Terminal terminal = new Terminal(
                    in,
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Optional.empty(),
                    false,
                    directory);
            return RedoubtCommand.run(terminal, all.toArray(new String[0]));
        }

        String out() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }
    }

    private static String[] options(String... first) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(List.of(
                "--password-stdin",
                "--ca",
                service.authority().toString(),
                "--server",
                "127.0.0.1:" + service.starttlsPort()));
        return words.toArray(new String[0]);
    }

    private static InputStream typed(String... lines) {
        return new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void linesGoToTheOtherSideAndItsAnswersAreShown() throws IOException, InterruptedException {
        PipedOutputStream bobTypes = new PipedOutputStream();
        Run bob = new Run();
        CompletableFuture<Integer> bobRuns;
        try (PipedInputStream in = new PipedInputStream(bobTypes)) {
            bobRuns = CompletableFuture.supplyAsync(() -> bob.with(in, options("bob@localhost")));
            bobTypes.write((RunningRedoubt.PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
            bobTypes.flush();
            until(() -> bob.err().contains("on line as bob@localhost/"));

            Run alice = new Run();
            int code = alice.with(
                    typed(RunningRedoubt.PASSWORD, "hello", "/nothing", "/help"),
                    options("alice@localhost", "bob@localhost"));

            assertThat(code).isEqualTo(ExitCode.OK);
            assertThat(alice.err()).contains("SCRAM-SHA-512-PLUS", "no such command");
            assertThat(alice.out()).contains("/roster");
            until(() -> bob.out().contains("alice@localhost/") && bob.out().contains("  hello"));
            bobTypes.write("/quit\n".getBytes(StandardCharsets.UTF_8));
            bobTypes.flush();
            assertThat(bobRuns.join()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void whoIsInvitedOpensAnAccount() {
        String token = service.invite(Optional.empty());
        String link = "xmpp:localhost?register;preauth=" + token;
        Run carol = new Run();
        assertThat(carol.with(typed(RunningRedoubt.PASSWORD), options("carol@localhost", "--invite", link)))
                .isEqualTo(ExitCode.OK);
        assertThat(carol.err()).contains("Opening carol@localhost", "on line as carol@localhost/");
        Run later = new Run();
        assertThat(later.with(typed(RunningRedoubt.PASSWORD), options("carol@localhost")))
                .isEqualTo(ExitCode.OK);

        Run dave = new Run();
        assertThat(dave.with(typed(RunningRedoubt.PASSWORD), options("dave@localhost", "--invite", link)))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(dave.err()).contains("too old, or was used").doesNotContain(token);
        Run elsewhere = new Run();
        assertThat(elsewhere.with(typed(RunningRedoubt.PASSWORD), options("dave@example.org", "--invite", link)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(elsewhere.err()).contains("--invite").doesNotContain(token);
    }

    /** What others write is one line without anything that moves the cursor. */
    @Test
    @Tag("APP-03")
    void hostileTextIsOnlyText() throws IOException, InterruptedException {
        PipedOutputStream bobTypes = new PipedOutputStream();
        Run bob = new Run();
        try (PipedInputStream in = new PipedInputStream(bobTypes)) {
            CompletableFuture<Integer> runs =
                    CompletableFuture.supplyAsync(() -> bob.with(in, options("bob@localhost")));
            bobTypes.write((RunningRedoubt.PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
            bobTypes.flush();
            until(() -> bob.err().contains("on line as"));
            String full = bob.err().replaceAll("(?s).*on line as (\\S+) .*", "$1");
            service.signIn("alice")
                    .send(
                            "<message to='" + full
                                    + "' type='chat'><body>one&#10;12:00 bob@localhost  two&#x202e;three&#x9b;31m</body></message>")
                    .close();
            until(() -> bob.out().contains("three"));
            bobTypes.write("/quit\n".getBytes(StandardCharsets.UTF_8));
            bobTypes.flush();
            assertThat(runs.join()).isEqualTo(ExitCode.OK);
        }
        assertThat(bob.out().lines()).hasSize(1);
        assertThat(bob.out()).doesNotContain("\u202e", "\u009b");
    }

    @Test
    void whatXmlCannotCarryIsToldAndEndsNothing() {
        Run alice = new Run();
        int code = alice.with(
                typed(RunningRedoubt.PASSWORD, "a\u001b[31mb", "fine"), options("alice@localhost", "bob@localhost"));
        assertThat(code).isEqualTo(ExitCode.FAILURE);
        assertThat(alice.err()).contains("that cannot be sent");
    }

    @Test
    void historyIsTheEndOfAConversation() {
        new Run()
                .with(
                        typed(
                                RunningRedoubt.PASSWORD,
                                "to one's own notes",
                                "/to bob@localhost",
                                "one",
                                "two",
                                "three"),
                        options("alice@localhost", "alice@localhost"));
        Run later = new Run();
        int code = later.with(
                typed(RunningRedoubt.PASSWORD, "/history 2", "/history 0", "/history all"),
                options("alice@localhost", "bob@localhost"));
        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(later.out().lines().map(line -> line.replaceFirst("^\\S+ ", "")))
                .containsExactly("you, to bob@localhost  two", "you, to bob@localhost  three");
        assertThat(later.err()).contains("a number from 1 to 250");

        Run ofAll = new Run();
        ofAll.with(typed(RunningRedoubt.PASSWORD, "/history"), options("alice@localhost"));
        assertThat(ofAll.out()).contains("to one's own notes", "three");
    }

    @Test
    void messageToNobodyIsAUsageError() {
        Run alice = new Run();
        assertThat(alice.with(typed(RunningRedoubt.PASSWORD, "hello"), options("alice@localhost")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(alice.err()).contains("/to ADDRESS");
    }

    @Test
    void wrongPasswordIsToldInOneLine() {
        Run alice = new Run();
        assertThat(alice.with(typed("wrong horse battery"), options("alice@localhost")))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(alice.err()).contains("password").doesNotContain("wrong horse", "Exception");
    }

    @Test
    @Tag("T-26")
    void serverThatIsNotTrustedIsToldWithThePinToSet() {
        Run alice = new Run();
        int code = alice.with(
                typed(RunningRedoubt.PASSWORD),
                "alice@localhost",
                "--password-stdin",
                "--server",
                "127.0.0.1:" + service.starttlsPort());
        assertThat(code).isEqualTo(ExitCode.FAILURE);
        assertThat(alice.err()).contains("SHA256:");
    }

    @Test
    void addressThatIsNoneIsAUsageError() {
        assertThat(new Run().with(typed("x"), options("@@"))).isEqualTo(ExitCode.USAGE);
        assertThat(new Run().with(typed("x"), options("localhost"))).isEqualTo(ExitCode.USAGE);
        assertThat(new Run().with(typed("x"), "alice@localhost", "--password-stdin", "--server", "nowhere"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(new Run().with(typed("x"), options("alice@localhost", "--pin", "SHA256:00")))
                .isEqualTo(ExitCode.USAGE);
    }
}
