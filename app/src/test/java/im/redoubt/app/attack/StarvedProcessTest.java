package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is given too little: it refuses what is new, keeps what it has, recovers, or ends at once. */
class StarvedProcessTest {
    private static final String[] WIDE = {
        "accounts.plain_within_tls=true",
        "limits.connections=100000",
        "limits.connections_per_address=100000",
        "limits.unauthenticated_connections=100000",
        "limits.negotiation_seconds=600"
    };

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Tag("D-106")
    void withoutDescriptorsSessionsGoOnAndOthersComeLater() {
        List<String> starved = List.of("ulimit -n 256", "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        try (RedoubtProcess process = RedoubtProcess.start(directory.resolve("data"), starved, WIDE)
                        .with("alice")
                        .with("bob");
                RawClient alice = process.signIn("alice").available()) {
            // Java opens a file for each class that it needs for the first time; here they are not in archives.
            alice.send("<message to='bob@localhost' type='chat'><body>before</body></message>")
                    .settle();
            try (RawClient bob = process.signIn("bob").available()) {
                bob.await("</message>");
                bob.settle();
            }
            List<Socket> many = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                many.add(connect(process.tlsPort()));
            }
            assertThat(alice.settle()).contains("result");
            alice.send("<message to='bob@localhost' type='chat'><body>kept</body></message>");
            assertThat(alice.settle()).doesNotContain("error");
            many.forEach(StarvedProcessTest::close);
            long start = System.nanoTime();
            while (!serves(process)) {
                // One attempt alone may wait 30 s for an answer.
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(2));
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            try (RawClient bob = process.signIn("bob").available()) {
                assertThat(bob.await("</message>")).contains("<body>kept</body>");
            }
            assertThat(process.isAlive()).isTrue();
        }
    }

    /** Members may keep much in memory where the operator says so, and here it is more than there is. */
    @Test
    @Tag("D-106")
    void withoutMemoryTheProcessEndsAtOnceAndWhatWasKeptIsThereAfterwards() throws IOException {
        Path options = Path.of("src/main/jvm/options");
        assertThat(Files.readString(options)).contains("-XX:+ExitOnOutOfMemoryError");
        List<String> little =
                List.of("-Xmx24m", "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        Path data = directory.resolve("data");
        String[] greedy = {
            "accounts.plain_within_tls=true",
            "limits.stanza_bytes=20000000",
            "limits.outbound_queue_bytes=20000000",
            "limits.bytes_per_second=1000000000",
            "limits.burst_bytes=1000000000"
        };
        try (RedoubtProcess process =
                        RedoubtProcess.start(data, little, greedy).with("alice").with("bob");
                RawClient alice = process.signIn("alice").available()) {
            alice.send("<message to='bob@localhost' type='chat'><body>kept</body></message>");
            assertThat(alice.settle()).doesNotContain("error");
            fill(process);
            assertThat(process.exitCode()).isNotZero();
        }
        try (RedoubtProcess process = RedoubtProcess.start(data, List.of("-Xmx100m"), greedy);
                RawClient bob = process.signIn("bob").available()) {
            assertThat(bob.await("</message>")).contains("<body>kept</body>");
        }
    }

    private static void fill(RedoubtProcess process) {
        byte[] text = ("<message to='bob@localhost'><body>" + "x".repeat(15_000_000)).getBytes(StandardCharsets.UTF_8);
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                RawClient client = process.signIn("alice");
                clients.add(client);
                client.send(text);
            }
            clients.getLast().awaitEnd();
        } catch (UncheckedIOException | AssertionError ended) {
            // as it should
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    private static boolean serves(RedoubtProcess process) {
        try {
            process.signIn("alice").close();
            return true;
        } catch (UncheckedIOException | AssertionError refused) {
            return false;
        }
    }

    private static Socket connect(int port) {
        try {
            return new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
