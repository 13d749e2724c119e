package im.redoubt.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** rsyslog with its gtls driver receives the security events (RFC 5425), of processes that are stopped and killed. */
@Tag("interop")
@Tag("SRV-10")
class RsyslogTest {
    private static final Pattern LINE = Pattern.compile(
            "authpriv\\.(info|warning) interop\\.test redoubt [a-z-]+ \\[meta sequenceId=\"(\\d+)\"\\]\\[origin"
                    + " software=\"redoubt\"[^\\]]*\\] (\\{.*\\})");

    private final Path directory;
    private final int port = RunningServer.freePort();
    private final int tlsPort = RunningServer.freePort();
    private final TestCa ca;
    private final TestCa.Identity identity;

    RsyslogTest(@TempDir Path directory) {
        this.directory = directory;
        this.ca = TestCa.in(directory.resolve("tls"));
        this.identity = ca.issue("localhost");
    }

    private Path received() {
        return directory.resolve("received.log");
    }

    private ServerProcess rsyslog() {
        try {
            Path configuration = Files.writeString(directory.resolve("rsyslog.conf"), """
                    global(workDirectory="%1$s" maxMessageSize="64k" defaultNetstreamDriverCAFile="%2$s"
                      defaultNetstreamDriverCertFile="%3$s" defaultNetstreamDriverKeyFile="%4$s")
                    module(load="imtcp" StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.AuthMode="anon")
                    input(type="imtcp" port="%5$d" address="127.0.0.1")
                    template(name="line" type="string" string="%%syslogfacility-text%%.%%syslogseverity-text%% %%hostname%%\
                     %%app-name%% %%msgid%% %%structured-data%% %%msg%%\\n")
                    action(type="omfile" file="%6$s" template="line")
                    """.formatted(
                            directory, ca.certificate(), identity.chain(), identity.key(), port, received()));
            ServerProcess process = ServerProcess.start(
                    directory.resolve("rsyslog.log"),
                    List.of(
                            "/usr/sbin/rsyslogd",
                            "-n",
                            "-f",
                            configuration.toString(),
                            "-i",
                            directory.resolve("rsyslog.pid").toString()));
            return process.awaitReady(() -> isListening(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isListening(int port) {
        try (java.net.Socket socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private ServerProcess redoubt() {
        List<String> words = new ArrayList<>(List.of(RedoubtServer.launcher().toString(), "up"));
        words.addAll(List.of("--domain", RunningServer.DOMAIN, "--data", data().toString()));
        for (String setting : List.of(
                "listen.starttls=[]",
                "listen.tls=[\"127.0.0.1:" + tlsPort + "\"]",
                "listen.metrics=[]",
                "events.syslog.address=\"localhost:" + port + "\"",
                "events.syslog.authority=\"" + ca.certificate() + "\"")) {
            words.addAll(List.of("--set", setting));
        }
        ServerProcess started = ServerProcess.start(directory.resolve("redoubt.log"), words);
        return started.awaitReady(() -> started.printedLineBeginning("ready"));
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** The events on disk, oldest first. */
    private List<String> events() {
        try {
            return Files.readAllLines(data().resolve("events/events.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Matcher> arrived() {
        try (Stream<String> lines = Files.exists(received()) ? Files.lines(received()) : Stream.empty()) {
            return lines.map(line -> {
                        Matcher matcher = LINE.matcher(line);
                        assertThat(matcher.matches()).as(line).isTrue();
                        return matcher;
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void receivesEveryEventAsItStandsInTheLog() {
        ServerProcess receiver = rsyslog();
        try {
            redoubt().stop();
            until("all arrived", () -> arrived().size() >= events().size());
            assertThat(arrived()).extracting(matcher -> matcher.group(3)).isEqualTo(events());
        } finally {
            receiver.stop();
        }
    }

    /** Away, back, and the sender killed in between: everything arrives, some of it perhaps twice, in order. */
    @Test
    @Tag("C-109")
    void missesNothingWhenItIsAwayAndTheServiceIsKilled() {
        redoubt().kill();
        ServerProcess receiver = rsyslog();
        try {
            ServerProcess service = redoubt();
            until("what happened before arrives", () -> !arrived().isEmpty());
            service.kill();
            ServerProcess again = redoubt();
            receiver.stop();
            again.kill();
            receiver = rsyslog();
            redoubt().stop();
            long last = events().size();
            // On a busy machine two seconds are not enough for what a service that is stopped has left; the next one
            // goes on.
            ServerProcess next = redoubt();
            try {
                until(
                        "the last",
                        () -> arrived().stream()
                                .anyMatch(matcher -> matcher.group(2).equals("" + last)));
            } finally {
                next.stop();
            }
            assertThat(arrived().stream()
                            .map(matcher -> Long.parseLong(matcher.group(2)))
                            .filter(sequence -> sequence <= last)
                            .distinct()
                            .sorted())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, last).boxed().toList());
        } finally {
            receiver.stop();
        }
    }
}
