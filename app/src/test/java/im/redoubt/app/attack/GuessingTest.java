package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who guess passwords, and those who know them at the same time. */
class GuessingTest {
    private static final String PASSWORD = RunningRedoubt.PASSWORD;
    private static final String LEFT = "127.2.0.1";

    @TempDir
    private Path directory = Path.of("");

    private static long signInNanos(Attacker from, String name) {
        try (RawClient client = from.client()) {
            client.send(RawClient.HEADER).await("</stream:features>");
            long start = System.nanoTime();
            Scram scram = Scram.begin(client, "SCRAM-SHA-256", "n,,", name).challenged();
            long challenged = System.nanoTime();
            String proof = Scram.response(scram.proof(PASSWORD, new byte[0]));
            // The client's own key derivation is none of the server's time.
            long derived = System.nanoTime();
            client.send(proof).await("</success>");
            return System.nanoTime() - derived + (challenged - start);
        }
    }

    /** Returns how long it took until the failure was told. */
    private static Duration guess(Attacker from, String name, String password) {
        try (RawClient client = from.client()) {
            client.send(RawClient.HEADER).await("</stream:features>");
            long start = System.nanoTime();
            client.send(Scram.auth("PLAIN", "\0" + name + "\0" + password)).await("</failure>");
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    @Test
    @Tag("A-54")
    @Tag("SRV-06")
    void theTwentiethFailureIsToldLateAndWhoeverWasSeenBeforeDoesNotWait() throws Exception {
        try (RunningRedoubt service =
                        new RunningRedoubt(directory).with("alice").with("bob");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Attacker from = Attacker.of(service).at(LEFT);
            signInNanos(from, "alice");
            List<Future<Duration>> guesses = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int number = i;
                guesses.add(threads.submit(() -> guess(from, "alice", "wrong" + number)));
            }
            guesses.get(0).get();
            // The bound is for the server's waiting; the least of some tries leaves out what a busy machine adds.
            long least = LongStream.generate(() -> signInNanos(from, "alice"))
                    .limit(8)
                    .min()
                    .orElseThrow();
            assertThat(Duration.ofNanos(least)).isLessThan(Duration.ofMillis(100));
            List<Duration> told = new ArrayList<>();
            for (Future<Duration> guess : guesses) {
                told.add(guess.get());
            }
            assertThat(told.stream().max(Duration::compareTo).orElseThrow()).isGreaterThan(Duration.ofSeconds(5));
            someoneNewIsPutOffThereAndNotElsewhere(service);
        }
    }

    private static void someoneNewIsPutOffThereAndNotElsewhere(RunningRedoubt service) {
        try (RawClient client = Attacker.of(service).at(LEFT).client()) {
            client.send(RawClient.HEADER).await("</stream:features>");
            client.send(Scram.auth("PLAIN", "\0bob\0" + PASSWORD));
            assertThat(client.await("</failure>")).contains("<temporary-auth-failure/>");
        }
        assertThat(Duration.ofNanos(signInNanos(Attacker.of(service).at("127.2.0.9"), "bob")))
                .isLessThan(Duration.ofSeconds(5));
    }

    @Test
    @Tag("A-54")
    void manyAddressesTogetherGainLittleAndTheOwnerIsNotLockedOut() throws Exception {
        try (RunningRedoubt service = new RunningRedoubt(
                                directory,
                                "limits.sign_in_account_free_failures=5",
                                "limits.sign_in_account_milliseconds_per_failure=60000",
                                "limits.sign_in_longest_wait_seconds=30")
                        .with("alice");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Attacker home = Attacker.of(service).at(LEFT);
            signInNanos(home, "alice");
            List<Future<Boolean>> putOff = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Attacker from = Attacker.of(service).at("127.2.1." + (i + 1));
                putOff.add(threads.submit(() -> isPutOff(from)));
            }
            int refused = 0;
            for (Future<Boolean> one : putOff) {
                refused += one.get() ? 1 : 0;
            }
            Attacker late = Attacker.of(service).at("127.2.2.1");
            assertThat(isPutOff(late)).isTrue();
            assertThat(refused).isLessThan(40);
            assertThat(Duration.ofNanos(signInNanos(home, "alice"))).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static boolean isPutOff(Attacker from) {
        try (RawClient client = from.client()) {
            client.send(RawClient.HEADER).await("</stream:features>");
            return client.send(Scram.auth("PLAIN", "\0alice\0wrong"))
                    .await("</failure>")
                    .contains("<temporary-auth-failure/>");
        }
    }

    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void whoDoesNotExistLooksTheSameAfterARestart() {
        String before;
        try (RunningRedoubt service = new RunningRedoubt(directory).with("alice")) {
            before = salt(service);
        }
        try (RunningRedoubt service = new RunningRedoubt(directory)) {
            assertThat(salt(service)).isEqualTo(before);
        }
    }

    private static String salt(RunningRedoubt service) {
        try (RawClient client = Attacker.of(service).client()) {
            client.send(RawClient.HEADER).await("</stream:features>");
            return Scram.begin(client, "SCRAM-SHA-256", "n,,", "nobody")
                    .challenged()
                    .challenge('s');
        }
    }

    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void aWrongPasswordTakesAsLongForThoseWhoDoNotExist() {
        try (RunningRedoubt service = new RunningRedoubt(
                        directory,
                        "accounts.iterations=100000",
                        "limits.sign_in_address_seconds_per_failure=1",
                        "limits.sign_in_delay_milliseconds=50",
                        "limits.sign_in_account_free_failures=10000")
                .with("alice")) {
            long[] known = new long[11];
            long[] unknown = new long[11];
            for (int i = 0; i < known.length; i++) {
                known[i] = guess(Attacker.of(service).at("127.2.3." + (i + 1)), "alice", "wrong")
                        .toNanos();
                unknown[i] = guess(Attacker.of(service).at("127.2.4." + (i + 1)), "nobody", "wrong")
                        .toNanos();
            }
            // 50 ms of both are the telling; the rest is a key derivation, which nobody is spared.
            long told = Duration.ofMillis(50).toNanos();
            assertThat((double) (median(unknown) - told) / (median(known) - told))
                    .isBetween(0.4, 2.5);
        }
    }

    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void aChallengeTakesAsLongForThoseWhoDoNotExist() {
        try (RunningRedoubt service = new RunningRedoubt(directory, "accounts.iterations=100000").with("alice")) {
            long[] known = new long[21];
            long[] unknown = new long[21];
            for (int i = 0; i < known.length; i++) {
                known[i] = challengeNanos(Attacker.of(service).at("127.2.6." + (i + 1)), "alice");
                unknown[i] = challengeNanos(Attacker.of(service).at("127.2.7." + (i + 1)), "nobody");
            }
            // Both are one look into the store and one hash. A key derivation would be a hundred times as long.
            assertThat((double) median(unknown) / median(known)).isBetween(0.1, 10.0);
        }
    }

    private static long challengeNanos(Attacker from, String name) {
        try (RawClient client = from.client()) {
            client.send(RawClient.HEADER).await("</stream:features>");
            long start = System.nanoTime();
            Scram.begin(client, "SCRAM-SHA-256", "n,,", name).challenged();
            return System.nanoTime() - start;
        }
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Test
    @Tag("A-55")
    void onlyATrustedProxySaysWhereSomebodyComesFrom() throws IOException, ExecutionException, InterruptedException {
        try (RunningRedoubt service =
                new RunningRedoubt(directory, "listen.trusted_proxies=[\"127.2.5.5/32\"]").with("alice")) {
            Attacker balancer = Attacker.of(service).at("127.2.5.5");
            Attacker other = Attacker.of(service).at("127.2.5.6");
            try (RawClient spoofing = RawClient.over(other.beforeHandshake())) {
                assertThat(spoofing.send(proxied("203.0.113.9")).awaitEnd()).doesNotContain("stream");
            }
            try (RawClient spoofing = RawClient.over(other.clear())) {
                assertThat(spoofing.send(proxied("203.0.113.9"))
                                .send(RawClient.HEADER)
                                .awaitEnd())
                        .doesNotContain("<stream:features");
            }
            try (RawClient silent = RawClient.over(balancer.clear())) {
                assertThat(silent.send(RawClient.HEADER).awaitEnd()).isEmpty();
            }
            for (int i = 0; i < 3; i++) {
                guessThrough(balancer, "203.0.113.7");
            }
            assertThat(signInNanos(other, "alice")).isPositive();
        }
        assertThat(RunningRedoubt.events(directory))
                .contains("203.0.113.7")
                .contains("127.2.5.6")
                .doesNotContain("203.0.113.9");
    }

    private static void guessThrough(Attacker balancer, String source) throws IOException {
        try (Socket socket = balancer.beforeHandshake()) {
            socket.getOutputStream().write(proxied(source));
            RawClient client = RawClient.over(balancer.handshake(socket, unchanged -> {}));
            client.send(RawClient.HEADER).await("</stream:features>");
            client.send(Scram.auth("PLAIN", "\0alice\0wrong")).await("</failure>");
        }
    }

    /** A header of PROXY protocol version 2 for a connection over IPv4. */
    private static byte[] proxied(String source) {
        return ByteBuffer.allocate(28)
                .put(new byte[] {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a})
                .put((byte) 0x21)
                .put((byte) 0x11)
                .putShort((short) 12)
                .put(InetAddress.ofLiteral(source).getAddress())
                .put(InetAddress.ofLiteral("127.0.0.1").getAddress())
                .putShort((short) 40_000)
                .putShort((short) 5223)
                .array();
    }
}
