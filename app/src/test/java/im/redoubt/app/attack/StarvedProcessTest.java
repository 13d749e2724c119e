package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
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
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            try (RawClient bob = process.signIn("bob").available()) {
                assertThat(bob.await("</message>")).contains("<body>kept</body>");
            }
            assertThat(process.isAlive()).isTrue();
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
