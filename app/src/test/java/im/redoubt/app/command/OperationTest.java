package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.tls.OwnAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does while the whole service runs, and what the service tells of itself. */
class OperationTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    Path directory;

    @Test
    @Tag("SRV-01")
    @Tag("SRV-09")
    void takesReplacedCertificatesUpAndKeepsTheOldOneWhenTheyAreBad() throws Exception {
        Path first = identity("first");
        Path second = identity("second");
        Path used = directory.resolve("used.pem");
        replace(first, used);
        try (RunningRedoubt service =
                new RunningRedoubt(directory, "tls.certificate=\"" + used + "\"", "tls.key=\"" + used + "\"")) {
            service.with("alice");
            RawClient.tls(service.tlsPort(), authority("first")).close();

            Files.writeString(used, "no certificate");
            awaitEvent("certificate-refused");
            RawClient.tls(service.tlsPort(), authority("first")).close();

            replace(second, used);
            awaitEvent("certificate-reloaded");
            RawClient.tls(service.tlsPort(), authority("second"))
                    .signIn("alice", RunningRedoubt.PASSWORD)
                    .close();
        }
    }

    @Test
    void contactsOfARemovedAccountLoseIt() {
        try (RunningRedoubt service =
                new RunningRedoubt(directory).with("alice").with("bob")) {
            try (RawClient alice = service.signIn("alice").available();
                    RawClient bob = service.signIn("bob").available()) {
                alice.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
                        .await("id='r'");
                bob.send("<presence to='alice@localhost' type='subscribe'/>").settle();
                alice.await("type='subscribe'");
                alice.send("<presence to='bob@localhost' type='subscribe'/>");
                alice.send("<presence to='bob@localhost' type='subscribed'/>").settle();
                bob.await("type='subscribe'");
                bob.send("<presence to='alice@localhost' type='subscribed'/>").settle();
                alice.await("subscription='both'");
                assertThat(service.run("user", "remove", "bob")).isZero();
                assertThat(alice.await("subscription='none'")).contains("jid='bob@localhost'");
                assertThat(bob.awaitEnd()).contains("<not-authorized ");
            }
        }
    }

    @Test
    void commandsAskTheRunningServiceForItsDomain() {
        try (RunningRedoubt service = new RunningRedoubt(directory, "domain=\"chat.example.org\"")) {
            service.with("alice");
            assertThat(service.run("user", "list")).isZero();
            assertThat(service.output()).contains("alice@chat.example.org");
        }
    }

    @Test
    @Tag("SRV-06")
    void addressesThatBreakStreamsAreListedForTheFirewall() throws Exception {
        try (RunningRedoubt service = new RunningRedoubt(directory)) {
            for (int i = 0; i < 8; i++) {
                try (RawClient hostile = RawClient.plain(service.starttlsPort())) {
                    hostile.send("<!DOCTYPE stream [<!ENTITY a 'a'>]>").awaitEnd();
                }
            }
            await(() -> events("").contains("127.0.0.1") && offenders().contains("127.0.0.1"));
        }
    }

    @Test
    @Tag("SRV-10")
    void metricsShowWhatThereIs() throws Exception {
        try (RunningRedoubt service = new RunningRedoubt(directory).with("alice")) {
            int port = service.metricsPort();
            try (RawClient alice = service.signIn("alice").available();
                    RawClient stranger = RawClient.plain(service.starttlsPort())) {
                stranger.send(RawClient.HEADER).await("</stream:features>");
                alice.settle();
                await(() -> value(port, "event_sequence") > 0);

                assertThat(value(port, "sessions")).isOne();
                assertThat(value(port, "connections")).isEqualTo(2);
                assertThat(value(port, "unauthenticated_connections")).isOne();
                assertThat(value(port, "store_queue")).isBetween(0.0, 10.0);
                assertThat(value(port, "crypto_queue")).isZero();
                assertThat(value(port, "events_lost")).isZero();
                assertThat(value(port, "event_loop_lag_millis")).isBetween(0.0, 60_000.0);
                assertThat(value(port, "certificate_seconds_left")).isGreaterThan(86_400);
            }
        }
    }

    private static double value(int port, String gauge) throws IOException {
        String page = new String(
                URI.create("http://127.0.0.1:" + port + "/metrics")
                        .toURL()
                        .openStream()
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        return page.lines()
                .filter(line -> line.startsWith("redoubt_" + gauge + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + gauge + " in " + page));
    }

    private Path identity(String name) {
        OwnAuthority authority =
                new OwnAuthority(directory.resolve(name), "localhost", InstantSource.system(), new SecureRandom());
        var _ = authority.identity();
        return authority.serverFile();
    }

    private Path authority(String name) {
        return directory.resolve(name).resolve("tls/ca.pem");
    }

    /** As programs do that fetch certificates: the new file is complete before it takes the name. */
    private static void replace(Path from, Path to) throws IOException {
        Path next = to.resolveSibling("next.pem");
        Files.copy(from, next, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(next, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitEvent(String action) throws Exception {
        await(() -> events(".json").contains(action));
    }

    private String events(String ending) throws IOException {
        return read("events", ending);
    }

    private String offenders() throws IOException {
        return read("events", "offenders");
    }

    private String read(String where, String part) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory.resolve("data").resolve(where))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().contains(part))
                    .toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /** Something that becomes true. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("it becomes true in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
