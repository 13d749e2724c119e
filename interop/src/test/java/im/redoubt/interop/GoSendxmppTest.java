package im.redoubt.interop;

import static im.redoubt.interop.RunningServer.DOMAIN;
import static im.redoubt.interop.RunningServer.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** go-sendxmpp, which scripts use to send a message. Go takes its authorities from {@code SSL_CERT_FILE}. */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class GoSendxmppTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Path directory;
    private final RunningServer server;

    GoSendxmppTest(@TempDir Path directory) {
        this.directory = directory;
        this.server = RunningServer.start(directory);
    }

    @BeforeAll
    void addAccounts() {
        server.addUser("anna", "anna-pass");
        server.addUser("berta", "berta-pass");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void sendsToSomebodyWhoListens() throws Exception {
        Path heard = directory.resolve("heard.txt");
        ProcessBuilder listen = new ProcessBuilder(words("berta", false, "--listen"));
        listen.environment().put("SSL_CERT_FILE", server.ca().toString());
        listen.redirectErrorStream(true).redirectOutput(heard.toFile());
        Process listener = listen.start();
        try {
            // Sent before berta listens it is kept for her, so there is no moment to wait for.
            send("anna", false, "Grüße <&>").orThrow();
            await().atMost(SOON).until(() -> Files.readString(heard).contains("anna@" + DOMAIN + ": Grüße <&>"));
        } finally {
            listener.destroyForcibly().waitFor();
        }
    }

    @Test
    void sendsByDirectTls() {
        send("berta", true, "by direct TLS").orThrow();
    }

    @Test
    void isRefusedWithAWrongPassword() throws IOException {
        Path settings = settings("anna", false);
        Files.writeString(settings, Files.readString(settings).replace("anna-pass", "wrong"));
        Command.Outcome outcome = Command.of(
                        directory, List.of("go-sendxmpp", "--file", settings.toString(), "berta@" + DOMAIN))
                .environment(Map.of("SSL_CERT_FILE", server.ca().toString()))
                .input("never sent\n")
                .run();

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.output()).containsAnyOf("not-authorized", "auth failure");
    }

    @Test
    void doesNotSignInUnderAnAuthorityItDoesNotTrust() {
        Path foreign = TestCa.in(directory.resolve("foreign")).certificate();
        Command.Outcome outcome = Command.of(directory, words("anna", false, "berta@" + DOMAIN))
                .environment(Map.of("SSL_CERT_FILE", foreign.toString()))
                .input("never sent\n")
                .run();

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.output()).contains("unknown authority");
    }

    private Command.Outcome send(String from, boolean directTls, String text) {
        String to = from.equals("anna") ? "berta" : "anna";
        return Command.of(directory, words(from, directTls, to + "@" + DOMAIN))
                .environment(Map.of("SSL_CERT_FILE", server.ca().toString()))
                .input(text + "\n")
                .run();
    }

    private List<String> words(String name, boolean directTls, String argument) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("go-sendxmpp", "--file", settings(name, directTls).toString()));
        if (directTls) {
            words.add("--tls");
        }
        words.add(argument);
        return words;
    }

    /** go-sendxmpp reads no settings that others can read. */
    private static void createForOwnerOnly(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** The password stands in a file, where others on the machine cannot read it. */
    private Path settings(String name, boolean directTls) {
        int port = directTls ? server.tlsPort() : server.starttlsPort();
        Path file = directory.resolve(name + "-" + directTls);
        try {
            createForOwnerOnly(file);
            Files.writeString(file, """
                    username: %1$s@%2$s
                    jserver: %3$s:%4$d
                    password: %1$s-pass
                    """.formatted(name, DOMAIN, HOST, port));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
