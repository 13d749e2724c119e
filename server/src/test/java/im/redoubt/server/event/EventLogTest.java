package im.redoubt.server.event;

import static im.redoubt.server.event.EventLineTest.ALICE;
import static im.redoubt.server.event.EventLineTest.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

    private static final SecurityEvent SIGN_IN = new SecurityEvent.SignIn(SOURCE, ALICE, Mechanism.SCRAM_SHA_256);
    private static final SecurityEvent FAILURE =
            new SecurityEvent.SignInFailed(SOURCE, Optional.of(ALICE), Optional.empty(), SignInFailure.NOT_AUTHORIZED);

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T04:00:10Z"));
    private final InstantSource clock = now::get;

    private EventLogSettings settings() {
        return new EventLogSettings(directory.resolve("events"), 16_384, 3, 64, 1000);
    }

    private Path current() {
        return settings().directory().resolve("events.jsonl");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(current());
    }

    private void log(SecurityEvent... events) {
        try (EventLog log = EventLog.open(settings(), clock)) {
            Stream.of(events).forEach(log::record);
        }
    }

    private Verification verified() {
        return EventLogVerifier.verify(settings().directory());
    }

    @Test
    @Tag("SRV-09")
    void writesInOrderForTheOwnerOnly() throws IOException {
        log(SIGN_IN, FAILURE, SIGN_IN);
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).contains("\"outcome\":\"failure\"");
        assertThat(verified()).isInstanceOf(Verification.Intact.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(current())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(settings().directory())))
                .isEqualTo("rwx------");
    }

    @Test
    @Tag("SRV-09")
    void goesOnWithTheChainAfterARestart() throws IOException {
        log(SIGN_IN, FAILURE);
        log(SIGN_IN);
        log();
        log(FAILURE);
        assertThat(lines()).hasSize(4);
        assertThat(verified())
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.last().sequence()).isEqualTo(4));
    }

    @Test
    @Tag("D-105")
    void rotatesWithinItsBoundsAndKeepsTheChain() throws IOException {
        try (EventLog log = new EventLog(
                new EventLogSettings(directory.resolve("events"), 16_384, 3, 4096, 100_000),
                clock,
                new ChainWriter(settings(), LineChannel::open))) {
            for (int i = 0; i < 400; i++) {
                log.record(SIGN_IN);
            }
        }
        try (Stream<Path> files = Files.list(settings().directory())) {
            List<Path> all = files.filter(f -> f.toString().endsWith(".jsonl")).toList();
            assertThat(all).hasSize(3).allMatch(file -> size(file) <= 16_384);
        }
        assertThat(verified()).isInstanceOfSatisfying(Verification.Intact.class, intact -> {
            assertThat(intact.first()).isGreaterThan(1);
            assertThat(intact.last().sequence()).isEqualTo(400);
        });
        Files.delete(current());
        log(SIGN_IN);
        assertThat(lines().getFirst()).contains("lines-missing");
    }

    /** A service that is killed between the two steps of a rotation leaves no current file, or an empty one. */
    @Test
    @Tag("SRV-09")
    void goesOnBehindTheOlderFileWhereTheCurrentOneIsEmpty() throws IOException {
        log(SIGN_IN, FAILURE);
        Files.move(current(), settings().directory().resolve("events.1.jsonl"));
        log(SIGN_IN);
        assertThat(lines()).hasSize(1).noneMatch(line -> line.contains("lines-missing"));
        Files.move(
                settings().directory().resolve("events.1.jsonl"),
                settings().directory().resolve("events.2.jsonl"));
        Files.move(current(), settings().directory().resolve("events.1.jsonl"));
        Files.createFile(current());
        log(FAILURE);
        assertThat(lines()).hasSize(1).noneMatch(line -> line.contains("lines-missing"));
        assertThat(verified())
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.last().sequence()).isEqualTo(4));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @Tag("SRV-09")
    void cutsATornLineAndSaysSo() throws IOException {
        log(SIGN_IN, SIGN_IN);
        String whole = Files.readString(current());
        Files.writeString(current(), "{\"@timestamp\":\"2026" + "x".repeat(4981), StandardOpenOption.APPEND);
        assertThat(verified()).isEqualTo(new Verification.Broken(current(), 3, Verification.Fault.TORN));
        log(FAILURE);
        assertThat(Files.readString(current())).startsWith(whole);
        assertThat(lines().get(2)).contains("torn-line-cut", "\"count\":\"5000\"");
        assertThat(lines()).hasSize(4);
        assertThat(verified()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    @Tag("D-105")
    @Tag("SRV-09")
    void countsAFloodOfOneKindAndWritesTheOthers() throws IOException {
        EventLogSettings small = new EventLogSettings(directory.resolve("events"), 1 << 20, 3, 4096, 5);
        try (EventLog log = EventLog.open(small, clock)) {
            for (int i = 0; i < 10_000; i++) {
                log.record(FAILURE);
            }
            log.record(SIGN_IN);
            now.set(now.get().plusSeconds(60));
            log.record(FAILURE);
            assertThat(log.lost()).isEqualTo(9995);
        }
        assertThat(lines()).hasSize(8);
        assertThat(lines()).anyMatch(line -> line.contains("\"outcome\":\"success\""));
        assertThat(lines())
                .anyMatch(line -> line.contains("events-suppressed")
                        && line.contains("\"count\":\"9995\",\"about\":\"sign-in-failed\""));
    }

    /** A disk that is full or stands still when told so; half of a line gets through, as on a real one. */
    private static final class FailingDisk implements LineChannel.Opener {
        private volatile boolean full;
        private volatile CountDownLatch stalled = new CountDownLatch(0);

        @Override
        public LineChannel open(Path file) throws IOException {
            LineChannel real = LineChannel.open(file);
            return new LineChannel() {
                @Override
                public void write(ByteBuffer bytes, long position) throws IOException {
                    try {
                        stalled.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    if (full) {
                        real.write(bytes.slice(0, bytes.remaining() / 2), position);
                        throw new IOException("No space left on device");
                    }
                    real.write(bytes, position);
                }

                @Override
                public void force() throws IOException {
                    real.force();
                }

                @Override
                public void truncate(long size) throws IOException {
                    real.truncate(size);
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }
    }

    @Test
    @Tag("D-105")
    void goesOnWhenTheDiskIsFullAndSaysWhatIsMissing() throws Exception {
        FailingDisk disk = new FailingDisk();
        try (EventLog log = new EventLog(settings(), clock, new ChainWriter(settings(), disk))) {
            log.record(SIGN_IN);
            await(() -> log.head().sequence() == 1);
            disk.full = true;
            log.record(SIGN_IN);
            log.record(FAILURE);
            await(() -> log.lost() == 2);
            assertThat(log.problem())
                    .hasValueSatisfying(text -> assertThat(text).contains("No space left"));
            disk.full = false;
            log.record(FAILURE);
            await(() -> log.head().sequence() == 3);
            assertThat(log.problem()).isEmpty();
        }
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).contains("events-lost", "\"count\":\"2\"");
        assertThat(verified()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    @Tag("D-105")
    void neverHoldsUpTheOneWhoRecords() throws Exception {
        EventLogSettings roomy = new EventLogSettings(directory.resolve("events"), 1 << 20, 3, 64, 1000);
        FailingDisk disk = new FailingDisk();
        CountDownLatch stall = new CountDownLatch(1);
        disk.stalled = stall;
        try (EventLog log = new EventLog(roomy, clock, new ChainWriter(roomy, disk))) {
            long begin = System.nanoTime();
            for (int i = 0; i < 900; i++) {
                log.record(SIGN_IN);
            }
            assertThat(System.nanoTime() - begin).isLessThan(2_000_000_000L);
            long dropped = log.lost();
            assertThat(dropped).isBetween(900L - 64 - 258, 900L - 64);
            stall.countDown();
            await(() -> log.head().sequence() == 900 - dropped + 1);
        }
        assertThat(lines()).anyMatch(line -> line.contains("events-dropped"));
        assertThat(verified()).isInstanceOf(Verification.Intact.class);
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
    }

    /** Also what is not written because there is too much, and what the log says of itself. */
    @Test
    @Tag("SRV-11")
    void tellsWhoFollowsOfEveryEvent() throws IOException {
        log(SIGN_IN);
        Files.writeString(current(), "half a li", StandardOpenOption.APPEND);
        List<SecurityEvent> told = new CopyOnWriteArrayList<>();
        EventLogSettings few = new EventLogSettings(settings().directory(), 16_384, 3, 64, 1);
        try (EventLog log = EventLog.open(few, clock)) {
            log.follow((time, event) -> told.add(event));
            log.record(FAILURE);
            log.record(FAILURE);
            log.record(FAILURE);
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        FAILURE,
                        FAILURE,
                        FAILURE,
                        new SecurityEvent.LogChanged(LogChange.TORN_LINE_CUT, Optional.empty(), 9),
                        new SecurityEvent.LogChanged(
                                LogChange.EVENTS_SUPPRESSED, Optional.of(EventKind.SIGN_IN_FAILED), 2));
    }

    @Test
    @Tag("SRV-11")
    @Tag("D-105")
    void saysOnceThatTheDiskTakesNothing() {
        List<SecurityEvent> told = new CopyOnWriteArrayList<>();
        LineChannel.Opener full = file -> {
            throw new IOException("No space left on device");
        };
        try (EventLog log = new EventLog(settings(), clock, new ChainWriter(settings(), full))) {
            log.follow((time, event) -> told.add(event));
            log.record(FAILURE);
            log.record(FAILURE);
        }
        assertThat(told)
                .filteredOn(SecurityEvent.LogChanged.class::isInstance)
                .containsExactly(new SecurityEvent.LogChanged(LogChange.EVENTS_UNWRITTEN, Optional.empty(), 1));
    }
}
