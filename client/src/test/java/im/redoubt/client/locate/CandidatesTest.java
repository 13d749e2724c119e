package im.redoubt.client.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import im.redoubt.protocol.address.BareJid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On real sockets: addresses that accept, that refuse, and that never answer. */
class CandidatesTest {
    private static final BareJid EXAMPLE = BareJid.of("", "example.org");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountedSockets sockets = new CountedSockets();
    private final KnownHosts hosts = new KnownHosts();
    private final List<AutoCloseable> peers = new ArrayList<>();

    @AfterEach
    void nothingIsLeftOpen() throws Exception {
        for (AutoCloseable peer : peers) {
            peer.close();
        }
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(sockets.open()).isZero());
    }

    private Locator locator(Pace pace) {
        return Locator.of(hosts, executor, sockets, new SecureRandom()).at(pace);
    }

    private static Pace pace(int staggerMillis, int patienceMillis) {
        return new Pace(Duration.ofMillis(staggerMillis), Duration.ofMillis(patienceMillis), LONG, LONG);
    }

    private Candidates discover(Pace pace) {
        return locator(pace).candidates(EXAMPLE, Place.discovered());
    }

    private int listening(String address, int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        peers.add(server);
        return server.getLocalPort();
    }

    /** Listens and never answers, since as many wait as may. */
    private void deaf(String address, int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByName(address), port), 1);
        peers.add(server);
        for (boolean full = false; !full; ) {
            Socket waiting = new Socket();
            peers.add(waiting);
            try {
                waiting.connect(server.getLocalSocketAddress(), 500);
            } catch (IOException timeout) {
                full = true;
            }
        }
    }

    private static Candidate.Connected connected(Candidate candidate) {
        assertThat(candidate).isInstanceOf(Candidate.Connected.class);
        return (Candidate.Connected) candidate;
    }

    private static String exhausted(Candidate candidate) {
        assertThat(candidate).isInstanceOf(Candidate.Exhausted.class);
        return ((Candidate.Exhausted) candidate).reason();
    }

    private static String address(Candidate.Connected connected) {
        return connected.socket().getInetAddress().getHostAddress();
    }

    @Test
    void aPlaceThatTheApplicationNamesIsTheOnlyOne() throws Exception {
        int port = listening("127.0.0.1", 0);
        hosts.address("chat.example.net", "127.0.0.1");
        try (Candidates candidates =
                locator(Pace.USUAL).candidates(EXAMPLE, Place.directTls("chat.example.net", port))) {
            Candidate.Connected first = connected(candidates.next());
            try (Socket socket = first.socket()) {
                assertThat(socket.isConnected()).isTrue();
                assertThat(first.target())
                        .isEqualTo(new Target("chat.example.net", port, Encryption.DIRECT_TLS, Validation.VALIDATED));
            }
            assertThat(exhausted(candidates.next())).isEmpty();
        }
        assertThat(hosts.services()).isZero();
    }

    @Test
    void anAddressThatRefusesIsFollowedAtOnceByTheNext() throws Exception {
        int port = listening("127.0.0.2", 0);
        hosts.startTls(new ServiceRecord(0, 0, port, "a.example"));
        hosts.address("a.example", "127.0.0.3", "127.0.0.2");
        long start = System.nanoTime();
        try (Candidates candidates = discover(pace(15_000, 15_000))) {
            Candidate.Connected only = connected(candidates.next());
            only.socket().close();
            assertThat(address(only)).isEqualTo("127.0.0.2");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    @Tag("T-39")
    void anAddressThatNeverAnswersHoldsTheNextOneUpForTheStaggerOnly() throws Exception {
        int port = listening("127.0.0.4", 0);
        deaf("127.0.0.5", port);
        hosts.startTls(new ServiceRecord(0, 0, port, "a.example"));
        hosts.address("a.example", "127.0.0.5", "127.0.0.4");
        long start = System.nanoTime();
        try (Candidates candidates = discover(pace(250, 15_000))) {
            Candidate.Connected only = connected(candidates.next());
            only.socket().close();
            assertThat(address(only)).isEqualTo("127.0.0.4");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(10));
            assertThat(sockets.open()).isZero();
        }
    }

    @Test
    void whatTheDomainPutBehindStartsWhenPatienceEnds() throws Exception {
        int port = listening("127.0.0.6", 0);
        deaf("127.0.0.7", port);
        hosts.startTls(new ServiceRecord(0, 0, port, "a.example"), new ServiceRecord(1, 0, port, "b.example"));
        hosts.address("a.example", "127.0.0.7");
        hosts.address("b.example", "127.0.0.6");
        long start = System.nanoTime();
        try (Candidates candidates = discover(pace(1, 500))) {
            Candidate.Connected only = connected(candidates.next());
            only.socket().close();
            assertThat(only.target().host()).isEqualTo("b.example");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void neverMoreThanTwoAreOnTheirWay() throws Exception {
        int port = listening("127.0.0.8", 0);
        hosts.startTls(new ServiceRecord(0, 0, port, "a.example"));
        for (int i = 10; i < 14; i++) {
            deaf("127.0.0." + i, port);
        }
        hosts.address("a.example", "127.0.0.10", "127.0.0.11", "127.0.0.12", "127.0.0.13", "127.0.0.8");
        try (Candidates candidates = discover(pace(1, 200))) {
            Candidate.Connected only = connected(candidates.next());
            only.socket().close();
            assertThat(address(only)).isEqualTo("127.0.0.8");
        }
        assertThat(sockets.mostOpen()).isLessThanOrEqualTo(2);
        assertThat(sockets.made()).isEqualTo(5);
    }

    @Test
    @Tag("T-39")
    void whoeverIsOfNoUseIsFollowedByAllTheOthers() throws Exception {
        int port = listening("127.0.0.20", 0);
        listening("127.0.0.21", port);
        listening("127.0.0.22", port);
        hosts.direct(new ServiceRecord(0, 0, port, "a.example"));
        hosts.startTls(new ServiceRecord(0, 0, port, "b.example"));
        hosts.address("a.example", "127.0.0.20", "127.0.0.21");
        hosts.address("b.example", "127.0.0.22");
        List<String> seen = new ArrayList<>();
        try (Candidates candidates = discover(Pace.USUAL)) {
            for (int i = 0; i < 3; i++) {
                Candidate.Connected connected = connected(candidates.next());
                connected.socket().close();
                seen.add(address(connected) + " " + connected.target().encryption());
            }
            exhausted(candidates.next());
        }
        assertThat(seen).containsExactly("127.0.0.20 DIRECT_TLS", "127.0.0.21 DIRECT_TLS", "127.0.0.22 STARTTLS");
    }

    @Test
    @Tag("T-39")
    void whoWasSlowerThanOneOfNoUseTakesPartAgain() throws Exception {
        int port = listening("127.0.0.30", 0);
        deaf("127.0.0.31", port);
        hosts.startTls(new ServiceRecord(0, 0, port, "a.example"));
        hosts.address("a.example", "127.0.0.31", "127.0.0.30");
        Candidates candidates = discover(pace(50, 200));
        connected(candidates.next()).socket().close();
        CompletableFuture<Candidate> second = CompletableFuture.supplyAsync(() -> next(candidates), executor);
        await().until(() -> sockets.open() == 1);
        candidates.close();
        assertThat(exhausted(second.get())).isEqualTo("closed");
    }

    private static Candidate next(Candidates candidates) {
        try {
            return candidates.next();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void addressesTakeTurnsWithThoseOfIpv6First() throws Exception {
        hosts.startTls(new ServiceRecord(0, 0, 1, "a.example"));
        hosts.address("a.example", "127.0.0.40", "127.0.0.41", "::1", "127.0.0.42");
        try (Candidates candidates = discover(pace(10_000, 10_000))) {
            assertThat(exhausted(candidates.next()).replaceAll(".*?\\(([0-9.:]*)\\)[^(]*", "$1 "))
                    .isEqualTo("0:0:0:0:0:0:0:1 127.0.0.40 127.0.0.41 127.0.0.42 ");
        }
    }

    @Test
    void closingItEndsTheWaitAndClosesWhatIsUnderWay() throws Exception {
        deaf("127.0.0.50", 0);
        hosts.address("a.example", "127.0.0.50");
        int port = ((ServerSocket) peers.get(0)).getLocalPort();
        Candidates candidates = locator(Pace.USUAL).candidates(EXAMPLE, Place.startTls("a.example", port));
        CompletableFuture<Candidate> waiting = CompletableFuture.supplyAsync(() -> next(candidates), executor);
        await().until(() -> sockets.open() == 1);

        candidates.close();

        assertThat(exhausted(waiting.get(5, TimeUnit.SECONDS))).isEqualTo("closed");
        await().until(() -> sockets.open() == 0);
    }

    @Test
    void anInterruptEndsTheWaitAndClosesWhatIsUnderWay() throws Exception {
        deaf("127.0.0.51", 0);
        hosts.address("a.example", "127.0.0.51");
        int port = ((ServerSocket) peers.get(0)).getLocalPort();
        Candidates candidates = locator(Pace.USUAL).candidates(EXAMPLE, Place.startTls("a.example", port));
        CompletableFuture<Candidate> waiting = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                waiting.complete(candidates.next());
            } catch (InterruptedException interrupted) {
                waiting.completeExceptionally(interrupted);
            }
        });
        thread.start();
        await().until(() -> sockets.open() == 1);

        thread.interrupt();

        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(exhausted(candidates.next())).isEqualTo("closed");
    }

    @Test
    void timeEndsTheWaitAndClosesWhatIsUnderWay() throws Exception {
        deaf("127.0.0.52", 0);
        hosts.address("a.example", "127.0.0.52");
        int port = ((ServerSocket) peers.get(0)).getLocalPort();
        Pace hasty = new Pace(Duration.ofMillis(10), Duration.ofMillis(10), LONG, Duration.ofMillis(300));
        try (Candidates candidates = locator(hasty).candidates(EXAMPLE, Place.startTls("a.example", port))) {
            assertThat(exhausted(candidates.next())).startsWith("no connection in time");
        }
    }

    @Test
    void oneAttemptEndsByItself() throws Exception {
        deaf("127.0.0.53", 0);
        hosts.address("a.example", "127.0.0.53");
        int port = ((ServerSocket) peers.get(0)).getLocalPort();
        Pace hasty = new Pace(Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMillis(200), LONG);
        try (Candidates candidates = locator(hasty).candidates(EXAMPLE, Place.startTls("a.example", port))) {
            assertThat(exhausted(candidates.next())).contains("a.example:" + port + " (127.0.0.53)");
        }
    }

    @Test
    @Tag("T-39")
    void aDomainWithoutServiceIsNotConnectedTo() throws Exception {
        hosts.direct(new ServiceRecord(0, 0, 0, "."));
        hosts.startTls(new ServiceRecord(0, 0, 0, "."));
        hosts.address("example.org", "127.0.0.1");
        try (Candidates candidates = discover(Pace.USUAL)) {
            assertThat(exhausted(candidates.next())).contains("has no service for clients");
        }
        assertThat(sockets.made()).isZero();
    }

    @Test
    void whatNobodyResolvesOrRunsIsSaid() throws Exception {
        try (Candidates candidates = discover(Pace.USUAL)) {
            assertThat(exhausted(candidates.next())).isEqualTo("example.org: no addresses");
        }
        hosts.broken("broken.example");
        try (Candidates candidates = locator(Pace.USUAL).candidates(EXAMPLE, Place.startTls("broken.example", 1))) {
            assertThat(exhausted(candidates.next())).contains("the resolver failed");
        }
        Locator full = Locator.of(
                hosts,
                task -> {
                    throw new RejectedExecutionException();
                },
                sockets,
                new SecureRandom());
        try (Candidates candidates = full.candidates(EXAMPLE, Place.discovered())) {
            assertThat(exhausted(candidates.next())).contains("the executor takes nothing more");
        }
    }

    @Test
    void anExecutorThatDoesEverythingAtOnceWillDo() throws Exception {
        int port = listening("127.0.0.60", 0);
        hosts.startTls(new ServiceRecord(0, 0, port, "a.example"));
        hosts.address("a.example", "127.0.0.61", "127.0.0.60");
        Locator locator = Locator.of(hosts, Runnable::run, sockets, new SecureRandom());
        try (Candidates candidates = locator.candidates(EXAMPLE, Place.discovered())) {
            Candidate.Connected only = connected(candidates.next());
            only.socket().close();
            assertThat(address(only)).isEqualTo("127.0.0.60");
        }
    }

    @Test
    void aDomainThatIsAnAddressIsNotLookedUp() throws Exception {
        hosts.address("::1", "::1");
        hosts.address("127.0.0.62", "127.0.0.62");
        for (String domain : List.of("[::1]", "127.0.0.62")) {
            try (Candidates candidates = locator(Pace.USUAL).candidates(BareJid.of("", domain), Place.discovered())) {
                candidates.next();
            }
        }
        assertThat(hosts.services()).isZero();
        assertThat(hosts.asked()).containsExactly("::1", "127.0.0.62");
    }

    @Test
    void aDomainIsLookedUpAsDnsWritesIt() throws Exception {
        try (Candidates candidates =
                locator(Pace.USUAL).candidates(BareJid.of("", "bücher.example"), Place.discovered())) {
            exhausted(candidates.next());
        }
        assertThat(hosts.asked()).contains("_xmpps-client._tcp.xn--bcher-kva.example", "xn--bcher-kva.example");
    }

    @Test
    void proofOfAnAnswerIsHandedOn() throws Exception {
        int port = listening("127.0.0.63", 0);
        hosts.direct(Answer.of(List.of(new ServiceRecord(0, 0, port, "a.example")), Validation.VALIDATED));
        hosts.address("a.example", "127.0.0.63");
        try (Candidates candidates = discover(Pace.USUAL)) {
            Candidate.Connected only = connected(candidates.next());
            only.socket().close();
            assertThat(only.target().validation()).isEqualTo(Validation.VALIDATED);
        }
    }
}
