package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of the whole service: what an administrator reads, what a command gets, what the command line says. */
@Tag("SRV-11")
class AlertServiceTest {
    private static final String RULE = "alert=[{ name = \"page\", on = [\"sign-in-failed\", \"session-ended\"],"
            + " to = [\"xmpp:boss@localhost\"], command = [\"%s\"] }]";

    @TempDir
    private Path directory = Path.of("");

    private Path page() throws IOException {
        Path page = Files.createFile(
                directory.resolve("page"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(page, "#!/bin/sh\nexec cat >> " + directory.resolve("paged") + "\n");
    }

    private String paged() {
        try {
            Path file = directory.resolve("paged");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(String what, BooleanSupplier true_) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!true_.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void fail(RawClient stranger) {
        String plain =
                Base64.getEncoder().encodeToString("\0alice\0planted-secret-pa55".getBytes(StandardCharsets.UTF_8));
        stranger.send(RawClient.HEADER).await("</stream:features>");
        stranger.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>")
                .await("<failure");
    }

    private static String alert(RawClient client) {
        return client.await("urn:redoubt:alert:1") + client.await("</message>");
    }

    /** What a command of the command line prints, and its exit code at the end. */
    private String command(RunningRedoubt service, String... words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(new ByteArrayInputStream(new byte[0]), stream, stream, Optional.empty(), false, directory);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", service.data().toString()));
        int code = RedoubtCommand.run(terminal, all.toArray(String[]::new));
        return output.toString(StandardCharsets.UTF_8) + "exit " + code;
    }

    @Test
    void aFailedSignInReachesTheAdministratorAndTheCommandWithoutThePassword() throws IOException {
        Path page = page();
        try (RunningRedoubt service = new RunningRedoubt(directory, RULE.formatted(page)).with("boss", "--admin");
                RawClient boss = service.signIn("boss")) {
            boss.available();
            try (RawClient stranger = service.connect()) {
                fail(stranger);
            }
            String message = alert(boss);
            assertThat(message)
                    .contains("alert page: sign-in-failed/not-authorized, account alice@localhost, from 127.0.0.1")
                    .contains("rule='page'")
                    .doesNotContain("planted-secret");
            until("the command ran", () -> paged().endsWith("\n"));
            assertThat(paged())
                    .contains("\"rule\":{\"name\":\"page\"}", "\"ip\":\"127.0.0.1\"", "\"name\":\"alice\"")
                    .doesNotContain("planted-secret");
        }
        assertThat(RunningRedoubt.events(directory))
                .contains("\"action\":\"alert-raised\"")
                .doesNotContain("planted-secret", "\"alert-failed\"");
    }

    @Test
    void theOperatorTriesARuleOnTheRunningServiceAndIsToldWhatBecameOfIt() throws IOException {
        Path page = page();
        try (RunningRedoubt service = new RunningRedoubt(directory, RULE.formatted(page))) {
            assertThat(command(service, "alert", "test", "page"))
                    .contains("xmpp:boss@localhost\tfailed\tthere is no such account")
                    .contains(page + "\tok\texit code 0")
                    .endsWith("exit 1");
            service.with("boss", "--admin");
            assertThat(command(service, "alert", "test", "page"))
                    .contains("xmpp:boss@localhost\tok\twaits until the account comes on line")
                    .endsWith("exit 0");
            try (RawClient boss = service.signIn("boss")) {
                boss.available();
                assertThat(alert(boss)).contains("This is a test; nothing happened.");
                assertThat(command(service, "alert", "test", "page")).contains("xmpp:boss@localhost\tok\tdelivered");
            }
            assertThat(command(service, "alert", "test", "none"))
                    .contains("The service has no rule none")
                    .endsWith("exit 1");
            assertThat(command(service, "alert", "test", "no such"))
                    .contains("no name of a rule")
                    .endsWith("exit 2");
            assertThat(service.gauge("alerts_failed")).isZero();
        }
    }

    @Test
    void theListShowsWhatHoldsAsTheProductComes() {
        try (RunningRedoubt service = new RunningRedoubt(directory)) {
            assertThat(command(service, "alert", "list"))
                    .contains("guessing\tsign-in-failed\t30 within 600 s per source\tadmins\tquiet 3600 s")
                    .contains("store\tstore-failed,store-recovered\teach\tadmins\tquiet 3600 s")
                    .endsWith("exit 0");
        }
    }

    @Test
    void aStoppedServiceTriesNothing() {
        RunningRedoubt service = new RunningRedoubt(directory);
        service.close();
        assertThat(command(service, "alert", "test", "store"))
                .contains("The service does not run")
                .endsWith("exit 1");
    }

    /** Made while the service was stopped, where nothing is recorded: the next start says so. */
    @Test
    @Tag("SRV-09")
    void anAdministratorWhoWasMadeWhileTheServiceWasStoppedIsToldOfAtTheStart() {
        new RunningRedoubt(directory).with("boss", "--admin").close();
        String before = RunningRedoubt.events(directory);
        assertThat(before).contains("\"action\":\"administrator-added\"");
        RunningRedoubt.command(
                directory,
                RunningRedoubt.PASSWORD,
                "user",
                "add",
                "mallory",
                "--admin",
                "--password-stdin",
                "--data",
                directory.resolve("data").toString());
        assertThat(RunningRedoubt.events(directory)).isEqualTo(before);
        try (RunningRedoubt service = new RunningRedoubt(directory);
                RawClient boss = service.signIn("boss")) {
            boss.available();
            assertThat(alert(boss)).contains("administrator-added", "account='mallory@localhost'");
        }
        assertThat(RunningRedoubt.events(directory).substring(before.length()))
                .contains("\"administrator-added\"", "\"mallory\"");
    }
}
