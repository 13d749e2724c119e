package im.redoubt.server.event;

import static im.redoubt.server.event.EventLineTest.ALICE;
import static im.redoubt.server.event.EventLineTest.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.event.Verification.Broken;
import im.redoubt.server.event.Verification.Fault;
import im.redoubt.server.event.Verification.Intact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("SRV-09")
class EventLogVerifierTest {

    @TempDir
    Path directory;

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T04:00:00Z"));
    private Path file = Path.of("");
    private ChainHead head = ChainHead.NONE;

    @BeforeEach
    void writeTenEvents() {
        file = directory.resolve("events.jsonl");
        write(10);
    }

    private void write(int events) {
        try (EventLog log = EventLog.open(EventLogSettings.of(directory), clock)) {
            for (int i = 0; i < events; i++) {
                log.record(new SecurityEvent.SignIn(SOURCE, ALICE, Mechanism.values()[i % 8]));
            }
            log.close();
            head = log.head();
        }
    }

    private void change(java.util.function.Consumer<List<String>> change) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        change.accept(lines);
        Files.writeString(file, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    private Verification verified() {
        return EventLogVerifier.verify(directory);
    }

    private Broken broken(long line, Fault fault) {
        return new Broken(file, line, fault);
    }

    @Test
    void findsTheWholeChainIntact() {
        assertThat(verified()).isEqualTo(new Intact(1, head));
        assertThat(EventLogVerifier.verify(directory, List.of(head))).isEqualTo(new Intact(1, head));
    }

    @Test
    void findsAChangedLine() throws IOException {
        change(lines -> lines.set(3, lines.get(3).replace("alice", "malice")));
        assertThat(verified()).isEqualTo(broken(5, Fault.WRONG_LINK));
    }

    @Test
    void findsAChangeOfTheLastLine() throws IOException {
        change(lines -> lines.set(9, lines.get(9).replace("alice", "malice")));
        assertThat(verified()).isEqualTo(broken(10, Fault.NOT_THE_HEAD));
    }

    @Test
    void findsALineTakenAway() throws IOException {
        change(lines -> lines.remove(4));
        assertThat(verified()).isEqualTo(broken(5, Fault.WRONG_SEQUENCE));
    }

    @Test
    void findsLinesInAnotherOrder() throws IOException {
        change(lines -> lines.add(5, lines.remove(4)));
        assertThat(verified()).isEqualTo(broken(5, Fault.WRONG_SEQUENCE));
    }

    @Test
    void findsALineTwice() throws IOException {
        change(lines -> lines.add(5, lines.get(4)));
        assertThat(verified()).isEqualTo(broken(6, Fault.WRONG_SEQUENCE));
    }

    @Test
    void findsLinesCutOffAtTheEnd() throws IOException {
        change(lines -> lines.subList(7, 10).clear());
        assertThat(verified()).isEqualTo(broken(8, Fault.ENDS_EARLY));
        change(List::clear);
        assertThat(verified()).isEqualTo(broken(1, Fault.ENDS_EARLY));
    }

    @Test
    void keepsAHoleVisibleAfterTheServiceWentOn() throws IOException {
        change(lines -> lines.subList(7, 10).clear());
        write(3);
        assertThat(Files.readAllLines(file).get(7)).contains("lines-missing", "\"count\":\"3\"");
        assertThat(verified()).isEqualTo(broken(8, Fault.WRONG_SEQUENCE));
    }

    @Test
    void findsTheBeginningTakenAwayOnlyAsALaterBeginning() throws IOException {
        change(lines -> lines.subList(0, 3).clear());
        assertThat(verified()).isEqualTo(new Intact(4, head));
    }

    @Test
    void findsAFirstLineWithAnInventedPast() throws IOException {
        change(lines -> lines.set(0, lines.get(0).replace("0".repeat(64), "1".repeat(64))));
        assertThat(verified()).isEqualTo(broken(1, Fault.WRONG_LINK));
    }

    @Test
    void findsWhatIsNoEvent() throws IOException {
        change(lines -> lines.set(2, "{}"));
        assertThat(verified()).isEqualTo(broken(3, Fault.NOT_AN_EVENT));
        change(lines -> lines.set(2, "x".repeat(100_000)));
        assertThat(verified()).isEqualTo(broken(3, Fault.NOT_AN_EVENT));
    }

    @Test
    void findsAnotherChainByAHeadKeptElsewhere() throws IOException {
        ChainHead kept = head;
        Files.delete(file);
        Files.delete(directory.resolve("events.head"));
        try (EventLog log = EventLog.open(EventLogSettings.of(directory), clock)) {
            for (int i = 0; i < 12; i++) {
                log.record(new SecurityEvent.SignOut(SOURCE, ALICE));
            }
        }
        assertThat(verified()).isInstanceOf(Intact.class);
        assertThat(EventLogVerifier.verify(directory, List.of(kept))).isEqualTo(broken(10, Fault.NOT_THE_HEAD));
        assertThat(ChainHead.parse(kept.toString())).contains(kept);
    }

    @Test
    void findsAFileTakenOutOfTheMiddle() throws IOException {
        List<String> lines = Files.readAllLines(file);
        Files.writeString(directory.resolve("events.2.jsonl"), String.join("\n", lines.subList(0, 3)) + "\n");
        Files.writeString(directory.resolve("events.1.jsonl"), String.join("\n", lines.subList(3, 6)) + "\n");
        Files.writeString(file, String.join("\n", lines.subList(6, 10)) + "\n");
        assertThat(verified()).isEqualTo(new Intact(1, head));
        Files.delete(directory.resolve("events.1.jsonl"));
        assertThat(verified()).isEqualTo(broken(1, Fault.WRONG_SEQUENCE));
    }

    @Test
    void findsAnyChangeOfAnyByte() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            assertThat(verified()).isInstanceOf(Broken.class);
        }
        for (int i = 0; i < 100; i++) {
            Files.write(file, java.util.Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertThat(verified()).isInstanceOf(Broken.class);
        }
    }

    @Test
    void findsNothingWhereNothingWas() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThat(EventLogVerifier.verify(empty)).isEqualTo(new Verification.Empty());
    }
}
