package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Too much at once, and nothing read at all: whoever does that waits or goes, and the others notice nothing. */
class FloodTest {
    private static final Pattern BODY = Pattern.compile("<body>(\\d+) ");
    private static final int RATE = 50;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Tag("D-100")
    @Tag("SRV-06")
    void aReaderWhoNeverReadsIsEndedAndWhatWaitedIsKept() {
        try (RunningRedoubt service = new RunningRedoubt(
                                directory,
                                "limits.outbound_queue_bytes=262144",
                                "limits.bytes_per_second=100000000",
                                "limits.burst_bytes=100000000",
                                "limits.stanzas_per_second=100000")
                        .with("alice")
                        .with("bob");
                RawClient alice = service.signIn("alice").available()) {
            Attacker attacker = Attacker.of(service);
            Socket small = attacker.connect(service.tlsPort(), FloodTest::receiveLittle);
            RawClient deaf = RawClient.over(attacker.handshake(small, unchanged -> {}))
                    .signIn("bob", RunningRedoubt.PASSWORD)
                    .available();
            String text = "x".repeat(10_000);
            int sent = 0;
            while (!isEnded(service)) {
                for (int i = 0; i < 10; i++) {
                    sent++;
                    alice.send(
                            "<message to='bob@localhost' type='chat'><body>" + sent + " " + text + "</body></message>");
                }
                assertThat(alice.settle()).doesNotContain("error");
                assertThat(sent)
                        .as("messages taken for somebody who reads none")
                        .isLessThan(2_000);
            }
            alice.send("<message to='bob@localhost' type='chat'><body>" + (sent + 1) + " last</body></message>")
                    .settle();
            try (RawClient bob = service.signIn("bob").available()) {
                List<Integer> kept = numbers(bob.await((sent + 1) + " last"));
                assertThat(kept).isSorted().doesNotHaveDuplicates();
                // All that waited in the queue, without a gap, up to the last.
                assertThat(kept.getLast() - kept.getFirst()).isEqualTo(kept.size() - 1);
                assertThat(kept.size()).isGreaterThan(20);
            }
            deaf.close();
        }
    }

    private static boolean isEnded(RunningRedoubt service) {
        return RunningRedoubt.command(
                        service.data(),
                        "",
                        "session",
                        "list",
                        "--data",
                        service.data().toString())
                .lines()
                .noneMatch(line -> line.contains("bob@localhost"));
    }

    private static void receiveLittle(Socket socket) {
        try {
            socket.setReceiveBufferSize(4_096);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> numbers(String text) {
        List<Integer> all = new ArrayList<>();
        Matcher body = BODY.matcher(text);
        while (body.find()) {
            all.add(Integer.parseInt(body.group(1)));
        }
        return all;
    }

    /** Somebody who sends as fast as he can, and counts what is answered. */
    private static final class Flooder implements AutoCloseable {
        private static final byte[] PING = "<iq type='get' id='f' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>"
                .getBytes(StandardCharsets.UTF_8);

        private final Socket bare;
        private final SSLSocket socket;
        private final AtomicInteger answered = new AtomicInteger();
        private volatile boolean stopped;

        Flooder(Attacker attacker, String name) {
            this.bare = attacker.beforeHandshake();
            this.socket = attacker.handshake(bare, unchanged -> {});
            RawClient.over(socket).signIn(name, RunningRedoubt.PASSWORD);
        }

        void send() {
            byte[] many = new String(PING, StandardCharsets.UTF_8).repeat(20).getBytes(StandardCharsets.UTF_8);
            try {
                OutputStream out = socket.getOutputStream();
                while (!stopped) {
                    out.write(many);
                }
            } catch (IOException ended) {
                // that is how it stops
            }
        }

        void count() {
            byte[] buffer = new byte[8_192];
            try {
                InputStream in = socket.getInputStream();
                for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                    String text = new String(buffer, 0, got, StandardCharsets.ISO_8859_1);
                    answered.addAndGet(
                            (int) text.chars().filter(letter -> letter == '<').count());
                }
            } catch (IOException ended) {
                // as above
            }
        }

        @Override
        public void close() throws IOException {
            stopped = true;
            // The farewell of TLS would wait behind what the server does not read.
            bare.close();
        }
    }

    @Test
    @Tag("D-101")
    @Tag("SRV-06")
    void aFloodIsReadAtItsRateAndOthersAreServed() throws Exception {
        try (RunningRedoubt service = new RunningRedoubt(
                                directory, "limits.stanzas_per_second=" + RATE, "limits.burst_stanzas=" + RATE)
                        .with("alice")
                        .with("m1")
                        .with("m2")
                        .with("m3");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RawClient alice = service.signIn("alice").available()) {
            Attacker attacker = Attacker.of(service);
            // Two of them are one account: its sessions share what it may.
            List<Flooder> flooders = new ArrayList<>();
            for (String name : List.of("m1", "m2", "m3", "m3")) {
                flooders.add(new Flooder(attacker, name));
            }
            long start = System.nanoTime();
            flooders.forEach(one -> threads.execute(one::send));
            flooders.forEach(one -> threads.execute(one::count));
            List<Long> latencies = new ArrayList<>();
            while (System.nanoTime() - start < 3 * SECOND) {
                long before = System.nanoTime();
                alice.settle();
                latencies.add(System.nanoTime() - before);
                LockSupport.parkNanos(SECOND / 20);
            }
            double seconds = (double) (System.nanoTime() - start) / SECOND;
            int[] answered =
                    flooders.stream().mapToInt(one -> one.answered.get()).toArray();
            for (Flooder flooder : flooders) {
                flooder.close();
            }
            int shared = answered[2] + answered[3];
            double most = RATE + RATE * seconds * 1.2 + 5;
            assertThat(List.of(answered[0], answered[1], shared))
                    .allSatisfy(count -> assertThat((double) count).isBetween(RATE * 1.0, most));
            assertThat(jain(answered[0], answered[1], shared)).isGreaterThan(0.9);
            assertThat(latencies.stream().mapToLong(Long::longValue).max().orElseThrow())
                    .isLessThan(5 * SECOND);
        }
    }

    /** Jain's index of fairness: 1 if all got the same. */
    private static double jain(double... shares) {
        double sum = 0;
        double squares = 0;
        for (double share : shares) {
            sum += share;
            squares += share * share;
        }
        return sum * sum / (shares.length * squares);
    }

    @ParameterizedTest
    @ValueSource(ints = {120})
    @Tag("D-104")
    void manyWhoAreNobodyDoNotKeepOthersFromSigningIn(int many) throws Exception {
        signInStorm(many);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000})
    @Tag("D-104")
    @Tag("long")
    void aThousandWhoAreNobodyDoNotEither(int many) throws Exception {
        signInStorm(many);
    }

    /** One in three answers a challenge with a proof that costs him nothing; the others make the server derive a key. */
    private static String guess(RawClient stranger, int number) {
        if (number % 3 == 0) {
            Scram scram = Scram.begin(stranger, "SCRAM-SHA-256", "n,,", "nobody" + number)
                    .challenged();
            String proof = Scram.base64("x".repeat(32));
            stranger.send(Scram.response("c=biws,r=" + scram.challenge('r') + ",p=" + proof));
        } else {
            stranger.send(Scram.auth("PLAIN", "\0nobody" + number + "\0wrong"));
        }
        return stranger.await("</failure>");
    }

    /** All at once: the server derives their keys, or finds out that too many want one. */
    private void signInStorm(int many) throws Exception {
        try (RunningRedoubt service = new RunningRedoubt(
                                directory,
                                "accounts.iterations=100000",
                                "limits.unauthenticated_connections=3000",
                                "limits.negotiation_seconds=600",
                                "limits.sign_in_account_free_failures=10000")
                        .with("alice");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Attacker attacker = Attacker.of(service);
            List<RawClient> strangers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                RawClient stranger =
                        attacker.at("127.3." + i / 200 + "." + (1 + i % 200)).client();
                strangers.add(stranger.send(RawClient.HEADER));
                stranger.await("</stream:features>");
            }
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                RawClient stranger = strangers.get(i);
                int number = i;
                answers.add(threads.submit(() -> guess(stranger, number)));
            }
            long start = System.nanoTime();
            try (RawClient alice = attacker.client()) {
                alice.send(RawClient.HEADER).await("</stream:features>");
                Scram scram =
                        Scram.begin(alice, "SCRAM-SHA-256", "n,,", "alice").challenged();
                alice.send(Scram.response(scram.proof(RunningRedoubt.PASSWORD, new byte[0])))
                        .await("</success>");
            }
            long took = System.nanoTime() - start;
            boolean busyStill = answers.stream().anyMatch(answer -> !answer.isDone());
            for (Future<String> answer : answers) {
                assertThat(answer.get()).containsAnyOf("<not-authorized/>", "<temporary-auth-failure/>");
            }
            long all = System.nanoTime() - start;
            assertThat(busyStill)
                    .as("the storm went on while somebody signed in")
                    .isTrue();
            assertThat(took).isLessThan(Math.max(5 * SECOND, all / 2));
            strangers.forEach(RawClient::close);
        }
    }

    @Test
    @Tag("D-103")
    void namesThatCollideCostNoMoreThanOthers() {
        try (RunningRedoubt service = new RunningRedoubt(
                                directory, "limits.stanzas_per_second=100000", "limits.bytes_per_second=100000000")
                        .with("alice");
                RawClient alice = service.signIn("alice").available()) {
            time(alice, false);
            time(alice, true);
            long ordinary = Math.min(time(alice, false), time(alice, false));
            long colliding = Math.min(time(alice, true), time(alice, true));

            assertThat((double) colliding / ordinary).isLessThan(5);
        }
    }

    /** Sends stanzas full of different names, all with one hash code or with as many. */
    private static long time(RawClient client, boolean colliding) {
        StringBuilder stanza = new StringBuilder("<iq type='get' id='c' to='localhost'><q xmlns='urn:x'>");
        for (int element = 0; element < 40; element++) {
            stanza.append("<e xmlns='").append(name(element, colliding)).append("'");
            for (int attribute = 0; attribute < 60; attribute++) {
                stanza.append(' ')
                        .append(name(element * 60 + attribute, colliding))
                        .append("='1'");
            }
            stanza.append("/>");
        }
        stanza.append("</q></iq>");
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            client.send(stanza.toString()).await("id='c'");
        }
        return System.nanoTime() - start;
    }

    /** "Aa" and "BB" have the same hash code, and so have all words of them. */
    private static String name(int number, boolean colliding) {
        StringBuilder name = new StringBuilder("n");
        for (int bit = 0; bit < 12; bit++) {
            boolean set = (number >> bit & 1) == 1;
            name.append(colliding ? set ? "Aa" : "BB" : set ? "Ab" : "BC");
        }
        return name.toString();
    }
}
