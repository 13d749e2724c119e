package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory, descriptors, disk and places that somebody uses up: each has a limit, and comes back when he goes. */
class ExhaustionTest {
    private static final long KIB = 1_024;

    @TempDir
    private Path directory = Path.of("");

    private static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(Duration.ofSeconds(30));
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static long openDescriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    @Test
    @Tag("D-97")
    @Tag("SRV-06")
    void tenThousandHostileStreamsLeaveNothingBehind() throws Exception {
        hostileStreams(10_000);
    }

    @Test
    @Tag("D-97")
    @Tag("SRV-06")
    @Tag("long")
    void aMillionHostileStreamsLeaveNothingBehind() throws Exception {
        hostileStreams(1_000_000);
    }

    private void hostileStreams(int many) throws Exception {
        try (RunningRedoubt service = new RunningRedoubt(directory).with("alice");
                RawClient alice = service.signIn("alice").available()) {
            Attacker attacker = Attacker.of(service);
            attack(attacker, 1_500, 0);
            long heap = Heap.live();
            long descriptors = openDescriptors();
            attack(attacker, many, 1_500);

            await("descriptors as many as before", () -> openDescriptors() <= descriptors);
            await("a heap as large as before", () -> Heap.live() < heap * 1.05);
            assertThat(alice.settle()).contains("result");
        }
    }

    /** One in a hundred makes a whole handshake, and one in five of those signs in wrongly. */
    private static void attack(Attacker attacker, int many, int from) throws Exception {
        HostileStream[] kinds = HostileStream.values();
        int hands = 4;
        try (ExecutorService threads = Executors.newFixedThreadPool(hands)) {
            List<Future<?>> all = new ArrayList<>();
            for (int hand = 0; hand < hands; hand++) {
                int first = from + hand;
                all.add(threads.submit(() -> {
                    for (int i = first; i < from + many; i += hands) {
                        kinds[i % kinds.length].attack(attacker, i);
                        if (i % 100 == 0) {
                            withinTls(attacker.at("127.4." + i / 100 % 200 + "." + (1 + i / 20_000 % 200)), i);
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void withinTls(Attacker attacker, int number) {
        try (RawClient client = attacker.client()) {
            client.send(RawClient.HEADER).await("</stream:features>");
            if (number % 500 == 0) {
                client.send(Scram.auth("PLAIN", "\0nobody" + number + "\0wrong"))
                        .await("</failure>");
            } else {
                client.send("<a" + number + "/>").awaitEnd();
            }
        }
    }

    @Test
    @Tag("D-96")
    @Tag("SRV-06")
    void connectionsBeforeSigningInAreFewAndSmall() {
        connectionsBeforeSigningIn(400);
    }

    @Test
    @Tag("D-96")
    @Tag("SRV-06")
    @Tag("long")
    void fiveThousandConnectionsBeforeSigningInAreSmall() {
        connectionsBeforeSigningIn(5_000);
    }

    @Test
    @Tag("D-96")
    @Tag("SRV-06")
    void connectionsBeforeSigningInAreShort() {
        int most = 40;
        try (RunningRedoubt service = new RunningRedoubt(
                directory, "limits.unauthenticated_connections=" + most, "limits.negotiation_seconds=2")) {
            Attacker attacker = Attacker.of(service);
            List<Socket> idle = connect(attacker, most, 1);

            await("they lose their places", () -> service.gauge("unauthenticated_connections") == 0);
            assertThat(hasRoom(attacker)).isTrue();
            assertThat(idle).allSatisfy(socket -> RawClient.over(socket).awaitEnd());
            idle.forEach(ExhaustionTest::close);
        }
    }

    /** The deadline is far: nobody is to leave by himself while all come. */
    private void connectionsBeforeSigningIn(int most) {
        try (RunningRedoubt service = new RunningRedoubt(
                                directory,
                                "limits.unauthenticated_connections=" + most,
                                "limits.negotiation_seconds=600")
                        .with("alice");
                RawClient alice = service.signIn("alice").available()) {
            Attacker attacker = Attacker.of(service);
            List<Socket> idle = connect(attacker, 50, 0);
            long before = Heap.live();
            idle.addAll(connect(attacker, most - 50, 1));
            long each = (Heap.live() - before) / (most - 50);

            assertThat(each)
                    .as("bytes of heap for each connection, half of them with a partial stanza")
                    .isLessThan(32 * KIB);
            // The last of them said nothing: one who comes after him on another event loop may take his place.
            await("all are in", () -> service.gauge("unauthenticated_connections") == most);
            try (RawClient late = RawClient.over(attacker.at("127.5.9.9").clear())) {
                assertThat(sendAnyhow(late)).isEmpty();
            }
            assertThat(alice.settle()).contains("result");
            idle.forEach(ExhaustionTest::close);
            await("room for others", () -> hasRoom(attacker));
        }
    }

    private static String sendAnyhow(RawClient client) {
        try {
            client.send(RawClient.HEADER);
        } catch (UncheckedIOException closed) {
            // is what should be
        }
        return client.awaitEnd();
    }

    private static boolean hasRoom(Attacker attacker) {
        try (RawClient client = RawClient.over(attacker.at("127.5.9.8").clear())) {
            client.send(RawClient.HEADER + "</stream:stream>");
            return client.awaitEnd().contains("<stream:features");
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    private static List<Socket> connect(Attacker attacker, int many, int group) {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Socket socket = attacker.at("127.5." + group + "." + (1 + i % 200)).clear();
            sockets.add(socket);
            if (i % 2 == 0) {
                RawClient.over(socket)
                        .send(RawClient.HEADER + "<a>" + "<b/>".repeat(20) + "x".repeat(1_000))
                        .await("</stream:features>");
            }
        }
        return sockets;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stanzas that are never finished, each of the kind that takes most memory for its bytes. */
    enum Bulky {
        ELEMENTS("<a/>", 4_000),
        NESTED("<a>", 60),
        ATTRIBUTES("<a " + attributes("a%d='' ", 60) + "/>", 60),
        NAMESPACES("<a " + attributes("xmlns:n%d='u%d' ", 50) + "/>", 60),
        TEXT("x".repeat(1_000), 200),
        PREFIXED("<p:a xmlns:p='u' p:b=''/>", 2_000);

        private final String bytes;

        Bulky(String part, int times) {
            this.bytes = "<message to='alice@localhost'>" + part.repeat(times);
        }

        private static String attributes(String one, int many) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < many; i++) {
                all.append(one.replace("%d", Integer.toString(i)));
            }
            return all.toString();
        }
    }

    @ParameterizedTest
    @EnumSource(Bulky.class)
    @Tag("D-98")
    void aStanzaTakesNoMoreThanTwentyTimesItsBytes(Bulky kind) {
        int many = 16;
        try (RunningRedoubt service = new RunningRedoubt(
                        directory, "limits.bytes_per_second=100000000", "limits.burst_bytes=100000000")
                .with("alice")) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                clients.add(service.signIn("alice"));
            }
            long before = Heap.live();
            clients.forEach(client -> client.send(kind.bytes));
            // What is sent is parsed as it comes; nobody says when it has come.
            long most = 0;
            for (int i = 0; i < 5; i++) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                most = Math.max(most, Heap.live() - before);
            }
            double ratio = (double) most / ((long) many * kind.bytes.length());
            System.out.printf("D-98 %s: %.1f bytes of heap for a byte (%d bytes)%n", kind, ratio, kind.bytes.length());
            // Short stanzas are no use to an attacker: 16 KiB of each are free.
            assertThat(most).isLessThan(many * (20L * kind.bytes.length() + 16 * KIB));
            clients.forEach(RawClient::close);
        }
    }

    @Test
    @Tag("D-105")
    @Tag("SRV-06")
    void whatIsKeptForSomebodyAndWhatIsLoggedHasAnEnd() throws IOException {
        try (RunningRedoubt service = new RunningRedoubt(
                                directory,
                                "limits.offline_messages=10",
                                "events.max_file_bytes=65536",
                                "events.files=2",
                                "limits.sign_in_account_free_failures=10000",
                                "limits.sign_in_delay_milliseconds=50")
                        .with("alice")
                        .with("bob");
                RawClient alice = service.signIn("alice").available()) {
            for (int i = 1; i <= 50; i++) {
                alice.send("<message to='bob@localhost' type='chat'><body>" + i + "</body></message>");
            }
            assertThat(alice.settle()).doesNotContain("error");
            try (RawClient bob = service.signIn("bob").available()) {
                assertThat(bob.settle() + bob.settle()).contains("<body>10<").doesNotContain("<body>11<");
            }
            for (int i = 0; i < 40; i++) {
                forgedName(Attacker.of(service).at("127.6.0." + (1 + i)));
            }
        }
        assertEventsAreLinesAndFew();
    }

    private void assertEventsAreLinesAndFew() throws IOException {
        String events = RunningRedoubt.events(directory);
        assertThat(events.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        assertThat(events).doesNotContain("\"forged\":1");
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(3 * 65_536);
        }
    }

    /** A name and a mechanism that would be lines of their own in a log that takes them as they are. */
    private static void forgedName(Attacker attacker) {
        String lines = "x\r\n{\"forged\":1}\n\u2028{\"forged\":1}";
        try (RawClient client = attacker.client()) {
            client.send(RawClient.HEADER).await("</stream:features>");
            client.send(Scram.auth("PLAIN", "\0" + lines + "\0wrong")).await("</failure>");
            client.send(Scram.auth("x&#13;&#10;{&quot;forged&quot;:1}", "x")).await("</failure>");
        }
    }

    @Test
    @Tag("D-107")
    @Tag("SRV-06")
    void sessionsAndContactsOfAnAccountAreCounted() {
        try (RunningRedoubt service = new RunningRedoubt(
                        directory, "limits.sessions_per_account=3", "limits.roster_items=10")
                .with("alice")) {
            List<RawClient> sessions = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sessions.add(service.signIn("alice"));
            }
            try (RawClient fourth = service.connect()) {
                fourth.send(RawClient.HEADER).await("</stream:features>");
                fourth.send(Scram.auth("PLAIN", "\0alice\0" + RunningRedoubt.PASSWORD))
                        .await("<success");
                fourth.await("/>");
                fourth.send(RawClient.HEADER).await("</stream:features>");
                fourth.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
                assertThat(fourth.await("</iq>")).contains("<resource-constraint");
            }
            RawClient alice = sessions.getFirst();
            String answers = "";
            for (int i = 0; i < 15; i++) {
                alice.send("<iq type='set' id='i'><query xmlns='jabber:iq:roster'><item jid='c" + i
                        + "@localhost'/></query></iq>");
                answers += alice.await("id='i'") + alice.settle();
            }
            assertThat(answers.split("<error", -1)).hasSize(5 + 1);
            assertThat(answers).contains("<resource-constraint");
            sessions.getLast().close();
            await("a place for another session", () -> binds(service));
            sessions.forEach(RawClient::close);
        }
    }

    private static boolean binds(RunningRedoubt service) {
        try (RawClient client = service.signIn("alice")) {
            return !client.address().isEmpty();
        } catch (AssertionError | IndexOutOfBoundsException refused) {
            return false;
        }
    }
}
