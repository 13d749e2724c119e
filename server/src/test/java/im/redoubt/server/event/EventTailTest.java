package im.redoubt.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("SRV-10")
class EventTailTest {
    private static final int BLOCK = 1;
    private static final Instant TIME = Instant.parse("2026-11-22T04:00:00Z");
    private static final SecurityEvent EVENT =
            new SecurityEvent.SignIn(EventLineTest.SOURCE, EventLineTest.ALICE, Mechanism.SCRAM_SHA_256);

    @TempDir
    private Path directory = Path.of("");

    private ChainWriter writer(int files) {
        return new ChainWriter(new EventLogSettings(directory, 16_384, files, 64, 1_000), LineChannel::open);
    }

    private static void write(ChainWriter writer, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(writer.append(TIME, EVENT)).isTrue();
        }
    }

    private static List<Long> all(EventTail tail) throws IOException {
        List<Long> all = new ArrayList<>();
        for (EventTail.Batch batch = tail.read(BLOCK); !batch.lines().isEmpty(); batch = tail.read(BLOCK)) {
            batch.lines()
                    .forEach(line -> all.add(EventLine.link(line).orElseThrow().sequence()));
        }
        return all;
    }

    private static Long[] range(long first, long last) {
        return java.util.stream.LongStream.rangeClosed(first, last).boxed().toArray(Long[]::new);
    }

    @Test
    void readsOnWhileLinesAreWrittenAndFilesRotated() throws IOException {
        ChainWriter writer = writer(100);
        try (EventTail tail = new EventTail(directory, 1)) {
            assertThat(all(tail)).isEmpty();
            write(writer, 1);
            assertThat(all(tail)).containsExactly(1L);
            write(writer, 500);
            assertThat(all(tail)).containsExactly(range(2, 501));
            write(writer, 3);
            assertThat(all(tail)).containsExactly(502L, 503L, 504L);
            assertThat(all(tail)).isEmpty();
            assertThat(tail.next()).isEqualTo(505);
        }
        writer.close();
    }

    @Test
    void beginsAnywhere() throws IOException {
        ChainWriter writer = writer(100);
        write(writer, 200);
        for (long first : new long[] {1, 2, 33, 34, 35, 100, 199, 200}) {
            try (EventTail tail = new EventTail(directory, first)) {
                assertThat(all(tail)).containsExactly(range(first, 200));
            }
        }
        try (EventTail tail = new EventTail(directory, 201)) {
            assertThat(all(tail)).isEmpty();
        }
        writer.close();
        assertThat(EventTail.end(directory)).isEqualTo(201);
    }

    @Test
    void countsWhatIsGoneAndOnlyIfItWasAskedFor() throws IOException {
        ChainWriter writer = writer(2);
        write(writer, 300);
        try (EventTail tail = new EventTail(directory, 5);
                EventTail oldest = new EventTail(directory, EventTail.begin(directory))) {
            EventTail.Batch batch = tail.read(BLOCK);
            long first = EventLine.link(batch.lines().getFirst()).orElseThrow().sequence();
            assertThat(first).isGreaterThan(5);
            assertThat(batch.missed()).isEqualTo(first - 5);
            EventTail.Batch fresh = oldest.read(BLOCK);
            assertThat(fresh.missed()).isZero();
            assertThat(EventLine.link(fresh.lines().getFirst()).orElseThrow().sequence())
                    .isEqualTo(first);
        }
        writer.close();
    }

    /** A file that is rotated away twice while it is open is read to its end, and then what is gone is counted. */
    @Test
    void aFileThatIsOpenIsReadToItsEnd() throws IOException {
        ChainWriter writer = writer(2);
        write(writer, 10);
        try (EventTail tail = new EventTail(directory, 1)) {
            assertThat(all(tail)).containsExactly(range(1, 10));
            write(writer, 300);
            List<Long> rest = new ArrayList<>();
            long missed = 0;
            for (EventTail.Batch batch = tail.read(BLOCK); !batch.lines().isEmpty(); batch = tail.read(BLOCK)) {
                missed += batch.missed();
                batch.lines()
                        .forEach(line ->
                                rest.add(EventLine.link(line).orElseThrow().sequence()));
            }
            assertThat(rest.getFirst()).isEqualTo(11);
            assertThat(rest.getLast()).isEqualTo(310);
            assertThat(missed).isEqualTo(300 - rest.size()).isPositive();
        }
        writer.close();
    }

    @Test
    void givesNoHalfLineAndNothingThatTheLogDidNotWrite() throws IOException {
        ChainWriter writer = writer(2);
        write(writer, 2);
        writer.close();
        Path current = directory.resolve("events.jsonl");
        Files.writeString(current, "{\"forged\":true}\n" + "x".repeat(100_000) + "\n", StandardOpenOption.APPEND);
        String whole = EventLine.write(EVENT, TIME, new ChainHead(2, "0".repeat(64)));
        try (EventTail tail = new EventTail(directory, 1)) {
            assertThat(all(tail)).containsExactly(1L, 2L);
            Files.writeString(current, whole.substring(0, 100), StandardOpenOption.APPEND);
            assertThat(all(tail)).isEmpty();
            Files.writeString(current, whole.substring(100) + "\n", StandardOpenOption.APPEND);
            assertThat(all(tail)).containsExactly(3L);
        }
    }

    @Test
    void theEndIsBehindWhatTheSavedHeadSaysToo() throws IOException {
        assertThat(EventTail.end(directory)).isEqualTo(1);
        assertThat(EventTail.begin(directory)).isEqualTo(1);
        ChainWriter writer = writer(2);
        write(writer, 7);
        writer.close();
        Files.delete(directory.resolve("events.jsonl"));
        assertThat(EventTail.end(directory)).isEqualTo(8);
    }
}
