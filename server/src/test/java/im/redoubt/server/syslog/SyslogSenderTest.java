package im.redoubt.server.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.EventLogSettings;
import im.redoubt.server.event.Mechanism;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.ReceiverAddress;
import im.redoubt.server.settings.SyslogSettings;
import im.redoubt.server.settings.TlsFiles;
import im.redoubt.server.syslog.TestReceiver.Manner;
import im.redoubt.server.tls.TlsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sender against receivers over real TLS, with certificates that the test made. */
@Tag("SRV-10")
class SyslogSenderTest {
    private static final SyslogTiming FAST = new SyslogTiming(
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofMillis(300));
    private static final Pattern MESSAGE = Pattern.compile(
            "<8[46]>1 \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z example\\.org redoubt - [a-z-]{1,32}"
                    + " \\[meta sequenceId=\"(\\d+)\"\\]\\[origin software=\"redoubt\" swVersion=\"1\\.0\"\\] (\\{.*\\})");

    @TempDir
    static Path shared = Path.of("");

    private static Certificates identity;

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void identity() {
        identity = Certificates.of(shared, "receiver", "-ext", "san=dns:localhost");
    }

    private Path logs() {
        return directory.resolve("events");
    }

    private EventLog log(int files) {
        return EventLog.open(new EventLogSettings(logs(), 16_384, files, 100_000, 1_000_000), InstantSource.system());
    }

    private SyslogSender sender(EventLog events, int port, Optional<Path> authority, Optional<TlsFiles> client) {
        SyslogSender sender = new SyslogSender(
                new SyslogSender.Parts(
                        new SyslogSettings(new ReceiverAddress("localhost", port), authority, client),
                        logs(),
                        events,
                        "example.org",
                        "1.0",
                        new SecureRandom()),
                FAST);
        sender.start();
        return sender;
    }

    private SyslogSender sender(EventLog events, int port) {
        return sender(events, port, Optional.of(identity.certificate()), Optional.empty());
    }

    private static TestReceiver receiver(int port, Manner manner) {
        return TestReceiver.on(port, identity, Optional.empty(), manner);
    }

    private static int freePort() {
        // Below those that the system gives to whoever connects: one of them could take it, or even reach itself.
        for (int port = 20_000 + (int) (System.nanoTime() % 10_000); port < 32_000; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static void record(EventLog events, int count) {
        for (int i = 0; i < count; i++) {
            events.record(new SecurityEvent.SignIn(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 1_000 + i % 60_000),
                    BareJid.of("alice@example.org"),
                    Mechanism.SCRAM_SHA_256));
        }
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static List<Long> sequences(TestReceiver receiver) {
        return receiver.messages().stream()
                .map(message -> {
                    Matcher matcher = MESSAGE.matcher(message);
                    assertThat(matcher.matches()).as(message).isTrue();
                    assertThat(matcher.group(2)).contains("\"sequence\":" + matcher.group(1) + ",");
                    return Long.parseLong(matcher.group(1));
                })
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    /** All that is in the files; one that is being rotated now counts at the next look. */
    private String written() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(logs())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                all.append(Files.readString(file));
            }
        } catch (NoSuchFileException rotated) {
            return "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return all.toString();
    }

    private long written(String action) {
        return written()
                .lines()
                .filter(line -> line.contains("\"action\":\"" + action + "\""))
                .count();
    }

    @Test
    void everyEventArrivesOnceInOrderAsMessagesOfRfc5424AlsoOverRotations() {
        try (TestReceiver receiver = receiver(0, Manner.READS);
                EventLog events = log(20)) {
            try (SyslogSender sender = sender(events, receiver.port())) {
                record(events, 300);
                until("all arrive", () -> receiver.messages().size() >= 300);
                assertThat(sender.missed()).isZero();
                until("nothing waits", () -> sender.waiting() == 0);
            }
            assertThat(sequences(receiver)).isEqualTo(upTo(300));
            assertThat(receiver.peers()).allMatch(peer -> peer.matches("TLSv1\\.[23] TLS_(AES|ECDHE|CHACHA20).*"));
        }
    }

    /** What is recorded last, while the service stops, is not kept for the next start. */
    @Test
    void theLastWordsStillArrive() {
        try (TestReceiver receiver = receiver(0, Manner.READS);
                EventLog events = log(5)) {
            try (SyslogSender sender = sender(events, receiver.port())) {
                record(events, 1);
                until("connected", () -> receiver.messages().size() == 1);
                record(events, 20);
                assertThat(sender.problem()).isEmpty();
            }
            until("the last words", () -> receiver.messages().size() == 21);
        }
    }

    @Test
    void whatHappenedWhileTheReceiverWasAwayFollowsWhenItIsBackAndIsToldOnce() {
        int port = freePort();
        try (EventLog events = log(20);
                SyslogSender sender = sender(events, port)) {
            record(events, 100);
            until("it is noticed", () -> written("syslog-failed") == 1);
            assertThat(sender.problem())
                    .hasValueSatisfying(text -> assertThat(text).startsWith("localhost:" + port));
            assertThat(sender.waiting()).isPositive();
            try (TestReceiver receiver = receiver(port, Manner.READS)) {
                until("all follow", () -> receiver.messages().size() >= 101);
                assertThat(sequences(receiver)).startsWith(upTo(101).toArray(Long[]::new));
                until("it is over", () -> sender.problem().isEmpty());
            }
            until("it is told", () -> written("syslog-recovered") == 1);
            assertThat(written("syslog-failed")).isEqualTo(1);
        }
    }

    /** Another process goes on where the one before was, also when that was killed: then with a few that come again. */
    @Test
    void anotherProcessGoesOnWhereTheOneBeforeWas() throws IOException {
        try (TestReceiver receiver = receiver(0, Manner.READS)) {
            try (EventLog events = log(5);
                    SyslogSender sender = sender(events, receiver.port())) {
                record(events, 10);
                until("ten", () -> receiver.messages().size() == 10);
                assertThat(sender.missed()).isZero();
            }
            assertThat(Files.readString(logs().resolve("syslog.position"))).isEqualTo("11\n");
            try (EventLog events = log(5)) {
                record(events, 5);
            }
            try (EventLog events = log(5);
                    SyslogSender sender = sender(events, receiver.port())) {
                until("five more", () -> receiver.messages().size() == 15);
                assertThat(sender.missed()).isZero();
            }
            assertThat(sequences(receiver)).isEqualTo(upTo(15));
            // As a killed process leaves it: the position lags behind.
            Files.writeString(logs().resolve("syslog.position"), "14\n");
            try (EventLog events = log(5);
                    SyslogSender sender = sender(events, receiver.port())) {
                record(events, 1);
                until("again", () -> receiver.messages().size() == 18);
                assertThat(sender.missed()).isZero();
            }
            assertThat(sequences(receiver).subList(15, 18)).containsExactly(14L, 15L, 16L);
        }
    }

    @Test
    void aReceiverThatDiesInTheMiddleMissesNothing() {
        try (TestReceiver receiver = receiver(0, Manner.READS_TEN_THEN_DIES);
                EventLog events = log(20);
                SyslogSender sender = sender(events, receiver.port())) {
            record(events, 200);
            until("it died some times", () -> receiver.connections() >= 3);
            receiver.manner(Manner.READS);
            until("the last", () -> receiver.messages().stream().anyMatch(text -> text.contains("\"sequence\":200,")));
            List<Long> all = sequences(receiver);
            assertThat(all).containsAll(upTo(200));
            int last = all.lastIndexOf(1L);
            assertThat(all.subList(last, all.size()))
                    .as("in order from where it began again")
                    .isSorted();
            assertThat(sender.missed()).isZero();
        }
    }

    /** The files have their bounds; what is rotated away before it could be sent is counted, told and shown. */
    @Test
    @Tag("D-105")
    void whatWasRotatedAwayBeforeTheReceiverCameBackIsCounted() {
        int port = freePort();
        try (EventLog events = log(2);
                SyslogSender sender = sender(events, port)) {
            record(events, 400);
            until("the log is written", () -> events.head().sequence() >= 400);
            try (TestReceiver receiver = receiver(port, Manner.READS)) {
                until("it is told", () -> written("events-not-forwarded") == 1);
                until(
                        "the last",
                        () -> sender.waiting() == 0 && receiver.messages().size() > 10);
                List<Long> all = sequences(receiver);
                assertThat(sender.missed()).isEqualTo(all.getFirst() - 1).isPositive();
                for (int i = 1; i < all.size(); i++) {
                    assertThat(all.get(i)).isEqualTo(all.get(i - 1) + 1);
                }
                until(
                        "it says how many",
                        () -> written().contains("\"labels\":{\"count\":\"" + sender.missed() + "\"}"));
            }
        }
    }

    /** Whatever the receiver does: whoever records does not wait, trouble is told once, and a good one gets everything. */
    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"NEVER_READS", "CLOSES_AT_ONCE", "TALKS"})
    @Tag("D-100")
    void aHostileReceiverHoldsUpNobodyAndIsToldOnce(Manner manner) {
        try (TestReceiver receiver = receiver(0, manner);
                EventLog events = log(100);
                SyslogSender sender = sender(events, receiver.port())) {
            long begin = System.nanoTime();
            record(events, 2_000);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            until("it tries again", () -> receiver.connections() >= 4);
            until("it is told", () -> written("syslog-failed") == 1);
            assertThat(sender.problem())
                    .hasValueSatisfying(text -> assertThat(text).doesNotContain("\u001b", "\n"));
            int before = receiver.messages().size();
            receiver.manner(Manner.READS);
            until(
                    "all of it",
                    () -> receiver.messages().stream()
                            .skip(before)
                            .anyMatch(text -> text.contains("\"sequence\":2000,")));
            assertThat(sender.missed()).isZero();
            assertThat(written("syslog-failed")).as("told once").isEqualTo(1);
        }
    }

    @Test
    @Tag("LIB-05")
    @Tag("T-26")
    void nobodyButTheReceiverGetsAnything() {
        record Impostor(String what, Certificates identity, Path authority) {}
        Certificates other = Certificates.of(directory, "localhost", "-ext", "san=dns:localhost");
        List<Impostor> impostors = List.of(
                new Impostor("of another authority", other, identity.certificate()),
                alone(Impostor::new, "for another name", "a", "-ext", "san=dns:other.example"),
                alone(Impostor::new, "with the name as a common name only", "localhost"),
                alone(Impostor::new, "with a wildcard below the name", "a", "-ext", "san=dns:*.localhost"),
                alone(Impostor::new, "with an address only", "a", "-ext", "san=ip:127.0.0.1"),
                alone(
                        Impostor::new,
                        "of the past",
                        "a",
                        "-ext",
                        "san=dns:localhost",
                        "-startdate",
                        "-10d",
                        "-validity",
                        "1"),
                alone(
                        Impostor::new,
                        "of the future",
                        "a",
                        "-ext",
                        "san=dns:localhost",
                        "-startdate",
                        "+10d",
                        "-validity",
                        "1"));
        for (Impostor impostor : impostors) {
            try (TestReceiver receiver = TestReceiver.on(0, impostor.identity(), Optional.empty(), Manner.READS);
                    EventLog events = log(20);
                    SyslogSender sender =
                            sender(events, receiver.port(), Optional.of(impostor.authority()), Optional.empty())) {
                long before = written("syslog-refused");
                record(events, 10);
                until(impostor.what(), () -> receiver.connections() >= 4 && written("syslog-refused") > before);
                assertThat(receiver.messages()).as(impostor.what()).isEmpty();
                assertThat(written("syslog-refused")).as("told once").isEqualTo(before + 1);
                assertThat(sender.problem())
                        .hasValueSatisfying(text -> assertThat(text).contains("Whoever answers is not the receiver"));
            }
        }
    }

    private interface Maker<T> {
        T make(String what, Certificates identity, Path authority);
    }

    private <T> T alone(Maker<T> maker, String what, String name, String... options) {
        Certificates made = Certificates.of(directory, name, options);
        return maker.make(what, made, made.certificate());
    }

    @Test
    void aReceiverThatWantsACertificateGetsOursAndOneThatDoesNotKnowItGetsNothing() {
        Certificates own = Certificates.of(directory, "xmpp server");
        Certificates stranger = Certificates.of(directory, "stranger");
        TlsFiles files = new TlsFiles(own.certificate(), own.key());
        try (TestReceiver receiver = TestReceiver.on(0, identity, Optional.of(own), Manner.READS);
                EventLog events = log(20);
                SyslogSender sender =
                        sender(events, receiver.port(), Optional.of(identity.certificate()), Optional.of(files))) {
            record(events, 3);
            until("arrives", () -> receiver.messages().size() == 3);
            assertThat(sender.missed()).isZero();
        }
        try (TestReceiver receiver = TestReceiver.on(0, identity, Optional.of(stranger), Manner.READS);
                EventLog events = log(20);
                SyslogSender sender =
                        sender(events, receiver.port(), Optional.of(identity.certificate()), Optional.of(files))) {
            record(events, 3);
            until(
                    "refused",
                    () -> receiver.connections() >= 3 && sender.problem().isPresent());
            assertThat(receiver.messages()).isEmpty();
        }
    }

    @Test
    @Tag("SRV-04")
    void filesThatCannotBeUsedStopTheStart() throws IOException {
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nothing");
        try (EventLog events = log(2)) {
            assertThatThrownBy(() -> sender(events, 1, Optional.of(nonsense), Optional.empty()))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining("has no PEM block");
        }
    }

    /** After a power cut the log may be shorter than what was sent: what is new has numbers that were sent before. */
    @Test
    @Tag("C-110")
    void aLogThatWasCutBackIsFollowedFromItsNewEnd() throws IOException {
        try (EventLog events = log(5)) {
            record(events, 10);
        }
        Files.writeString(logs().resolve("syslog.position"), "400\n");
        try (TestReceiver receiver = receiver(0, Manner.READS);
                EventLog events = log(5);
                SyslogSender sender = sender(events, receiver.port())) {
            record(events, 2);
            until("the new ones", () -> receiver.messages().size() == 2);
            assertThat(sequences(receiver)).containsExactly(11L, 12L);
            assertThat(sender.missed()).isZero();
        }
    }
}
