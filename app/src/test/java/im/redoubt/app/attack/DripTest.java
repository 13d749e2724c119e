package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send a little now and then, to stay for ever without signing in: the deadline is the same for all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DripTest {
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final RunningRedoubt service;
    private final Attacker attacker;

    DripTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(
                        directory, "limits.negotiation_seconds=2", "limits.unauthenticated_bytes=1000000")
                .with("alice");
        this.attacker = Attacker.of(service);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** Where in the negotiation a client stays. */
    private enum Phase {
        NOTHING_AT_ALL("", false),
        HEADER_IN_CLEAR("<?xml version='1.0'?><stream:stream " + " ".repeat(10_000), false),
        WHITE_SPACE_BEFORE_STARTTLS(RawClient.HEADER + "\n".repeat(10_000), false),
        CLIENT_HELLO(new String(new Hello(Hello.TLS12, 0xc02b).records(1), StandardCharsets.ISO_8859_1), false),
        HEADER_WITHIN_TLS("<?xml version='1.0'?><stream:stream " + " ".repeat(10_000), true),
        WHITE_SPACE_BEFORE_SIGNING_IN(RawClient.HEADER + "\n".repeat(10_000), true),
        AUTH(
                RawClient.HEADER + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                        + "A".repeat(9_000),
                true),
        SIGNED_IN(RawClient.HEADER + "\n".repeat(10_000), true);

        private final String drips;
        private final boolean secure;

        Phase(String drips, boolean secure) {
            this.drips = drips;
            this.secure = secure;
        }
    }

    @Test
    @Tag("S-20")
    @Tag("T-33")
    @Tag("SRV-06")
    void theDeadlineComesForAllWhoDrip() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Phase>> all = new ArrayList<>();
            for (Phase phase : Phase.values()) {
                all.add(() -> {
                    assertEnds(phase);
                    return phase;
                });
            }
            assertThat(threads.invokeAll(all))
                    .allSatisfy(phase -> assertThat(phase).succeedsWithin(Duration.ZERO));
        }
    }

    private void assertEnds(Phase phase) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = phase.secure
                ? attacker.secure()
                : phase == Phase.CLIENT_HELLO ? attacker.beforeHandshake() : attacker.clear()) {
            if (phase == Phase.SIGNED_IN) {
                RawClient client = RawClient.over(socket);
                client.send(RawClient.HEADER).await("</stream:features>");
                client.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                                + Base64.getEncoder()
                                        .encodeToString(("\0alice\0" + RunningRedoubt.PASSWORD)
                                                .getBytes(StandardCharsets.UTF_8))
                                + "</auth>")
                        .await("<success");
                client.await("/>");
            }
            assertEnds(socket, phase.drips.getBytes(StandardCharsets.ISO_8859_1), start);
        }
    }

    /** Sends a byte now and then until the server ends the connection. */
    private static void assertEnds(Socket socket, byte[] drips, long start) {
        Thread dripping = Thread.ofVirtual().start(() -> drip(socket, drips));
        try (InputStream in = socket.getInputStream()) {
            while (in.read() >= 0) {
                assertThat(System.nanoTime() - start)
                        .as("time on this connection")
                        .isLessThan(PATIENCE);
            }
        } catch (java.net.SocketTimeoutException never) {
            throw new AssertionError("the connection was not ended", never);
        } catch (IOException reset) {
            // is an end too
        }
        long end = System.nanoTime() - start;
        dripping.interrupt();
        assertThat(end).isBetween(DEADLINE * 9 / 10, PATIENCE);
    }

    private static void drip(Socket socket, byte[] drips) {
        try {
            for (byte drop : drips) {
                socket.getOutputStream().write(drop);
                socket.getOutputStream().flush();
                LockSupport.parkNanos(PAUSE);
                if (Thread.interrupted()) {
                    return;
                }
            }
        } catch (IOException closed) {
            // that is what is waited for
        }
    }
}
