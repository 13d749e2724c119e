package im.redoubt.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.metric.LiveMetrics;
import im.redoubt.server.session.Parcel;
import im.redoubt.server.store.MemoryLog;
import im.redoubt.xml.XmlLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written to a peer that reads, and to one that does not. */
class OutboundTest {
    private static final Pattern ID = Pattern.compile("id='(\\d+)'");
    private static final int CAPACITY = 10_000;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Outbound outbound =
            new Outbound(channel, new StreamFraming(XmlLimits.AUTHENTICATED), CAPACITY, new LiveMetrics());

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    /** The peer reads nothing more. */
    private void stall() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 1));
        var _ = channel.write(channel.alloc().buffer(8).writeLong(0));
    }

    /** The peer reads everything that is there. */
    private List<Integer> read() {
        channel.config().setWriteBufferWaterMark(WriteBufferWaterMark.DEFAULT);
        channel.flush();
        outbound.writable();
        channel.runPendingTasks();
        channel.flush();
        List<Integer> ids = new ArrayList<>();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            Matcher id = ID.matcher(bytes.toString(StandardCharsets.UTF_8));
            while (id.find()) {
                ids.add(Integer.valueOf(id.group(1)));
            }
            bytes.release();
        }
        return ids;
    }

    @Test
    void whatIsSentInOneTurnLeavesAtItsEnd() {
        outbound.stanza(Parcels.message(1));
        outbound.stanza(Parcels.message(2));

        assertThat(read()).containsExactly(1, 2);
        assertThat(outbound.isWaiting()).isFalse();
    }

    @Test
    @Tag("D-100")
    void whatAPeerDoesNotReadWaitsUpToTheLimitAndNoFurther() {
        stall();
        int fitted = 0;
        while (outbound.stanza(Parcels.message(fitted))) {
            fitted++;
        }
        assertThat(fitted).isBetween(CAPACITY / 600, CAPACITY / 500);
        assertThat(outbound.isWaiting()).isTrue();
        assertThat(outbound.drain()).hasSize(fitted + 1);
    }

    @Test
    void whatNeverLeftComesBackInItsOrderOnce() {
        stall();
        IntStream.range(0, 5).forEach(number -> outbound.stanza(Parcels.message(number)));

        assertThat(outbound.drain().stream().map(parcel -> parcel.stanza().id().orElseThrow()))
                .containsExactly("0", "1", "2", "3", "4");
        assertThat(outbound.drain()).isEmpty();
        assertThat(read()).isEmpty();
    }

    /** A peer that does not count has what the operating system has taken; what it has not goes elsewhere, as it is kept for. */
    @Test
    @Tag("SRV-13")
    void whatIsKeptForAPeerIsKeptUntilItIsWritten() {
        MemoryLog log = new MemoryLog();
        outbound.stanza(Parcels.owed(log, 1));
        assertThat(log.arrived()).as("it is not flushed").isEmpty();
        assertThat(read()).containsExactly(1);
        assertThat(log.arrived()).containsExactly(MemoryLog.id(1));

        outbound.stanza(Parcels.owed(log, 2));
        outbound.park();
        outbound.stanza(Parcels.owed(log, 4));
        assertThat(ids(outbound.drain())).containsExactly("2", "4");
        read();
        assertThat(log.arrived()).as("it went elsewhere").hasSize(1);
    }

    /** What was written before the peer counted is known from the operating system also afterwards. */
    @Test
    @Tag("SRV-13")
    void whatIsKeptIsForgottenOnceWhenAPeerBeginsToCount() {
        MemoryLog log = new MemoryLog();
        outbound.stanza(Parcels.owed(log, 1));
        outbound.count();
        outbound.stanza(Parcels.owed(log, 2));
        assertThat(read()).containsExactly(1, 2);
        assertThat(log.arrived()).containsExactly(MemoryLog.id(1));
        outbound.acknowledged(1);
        assertThat(log.arrived()).containsExactly(MemoryLog.id(1), MemoryLog.id(2));
        assertThat(outbound.drain()).isEmpty();

        outbound.stanza(Parcels.owed(log, 3));
        assertThat(ids(outbound.drain())).containsExactly("3");
    }

    /** Where the peer goes on over another connection it has read that it may, and so all that was before. */
    @Test
    @Tag("SRV-13")
    void whoGoesOnElsewhereHasWhatCameBeforeItCounted() {
        MemoryLog log = new MemoryLog();
        outbound.stanza(Parcels.owed(log, 1));
        outbound.count();
        outbound.park();
        var _ = outbound.release();
        assertThat(log.arrived()).containsExactly(MemoryLog.id(1));
        assertThat(outbound.drain()).isEmpty();
    }

    private static List<String> ids(List<Parcel> parcels) {
        return parcels.stream()
                .map(parcel -> parcel.stanza().id().orElseThrow())
                .toList();
    }

    @Test
    void whoWaitsIsToldWhenWhatWasThereIsWrittenAndNotBefore() {
        stall();
        outbound.stanza(Parcels.message(1));
        CompletableFuture<Void> first = new CompletableFuture<>();
        outbound.written(first);
        outbound.stanza(Parcels.message(2));
        CompletableFuture<Void> second = new CompletableFuture<>();
        outbound.written(second);
        assertThat(first).isNotDone();

        assertThat(read()).containsExactly(1, 2);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
    }

    @Test
    void whoWaitsIsToldAtOnceWhenNothingWaits() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        outbound.written(done);
        assertThat(done).isCompleted();
    }

    @Test
    void whoWaitsHearsThatTheConnectionEnded() {
        stall();
        outbound.stanza(Parcels.message(1));
        CompletableFuture<Void> done = new CompletableFuture<>();
        outbound.written(done);

        outbound.drain();

        assertThat(done).isCompletedExceptionally();
    }

    private String sent() {
        channel.runPendingTasks();
        channel.flush();
        StringBuilder all = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            all.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
        return all.toString();
    }

    /** XEP-0198: one request behind all that left in a turn, and none while one is not answered. */
    @Test
    void whatAPeerCountsIsAskedForOnceATurn() {
        outbound.stanza(Parcels.message(1));
        outbound.element(StreamManagement.enabled());
        outbound.count();
        outbound.stanza(Parcels.message(2));
        outbound.stanza(Parcels.message(3));
        assertThat(sent())
                .containsSubsequence("id='1'", "<enabled", "id='2'", "<r ")
                .containsOnlyOnce("<r ");
        outbound.stanza(Parcels.message(4));
        assertThat(sent()).doesNotContain("<r ");
        assertThat(outbound.acknowledged(2)).isEmpty();
        assertThat(sent()).containsOnlyOnce("<r ");
        assertThat(outbound.acknowledged(3)).isEmpty();
        assertThat(sent()).isEmpty();
        assertThat(outbound.isWaiting()).isFalse();
    }

    /** Who waited before the counting began waits until the peer has handled what was not written then. */
    @Test
    @Tag("SRV-13")
    void whoWaitedBeforeTheCountingIsToldToo() {
        stall();
        outbound.stanza(Parcels.message(1));
        CompletableFuture<Void> done = new CompletableFuture<>();
        outbound.written(done);
        outbound.element(StreamManagement.enabled());
        outbound.count();
        assertThat(read()).containsExactly(1);
        assertThat(done).isNotDone();
        assertThat(outbound.acknowledged(1)).isEmpty();
        assertThat(done).isCompleted();
    }

    /** What was written and not acknowledged comes back before what was not written, each once. */
    @Test
    @Tag("SRV-13")
    void whatWasNotAcknowledgedComesBack() {
        outbound.stanza(Parcels.message(1));
        outbound.element(StreamManagement.enabled());
        outbound.count();
        IntStream.rangeClosed(2, 4).forEach(number -> outbound.stanza(Parcels.message(number)));
        sent();
        stall();
        outbound.stanza(Parcels.message(5));
        outbound.acknowledged(1);
        assertThat(outbound.drain().stream().map(parcel -> parcel.stanza().id().orElseThrow()))
                .containsExactly("3", "4", "5");
        assertThat(outbound.drain()).isEmpty();
    }

    /** What the store holds is forgotten when the peer has handled it, not when it was written. */
    @Test
    @Tag("SRV-13")
    void whoWaitsForAPeerThatCountsIsToldWhenItHasHandledIt() {
        outbound.element(StreamManagement.enabled());
        outbound.count();
        outbound.stanza(Parcels.message(1));
        CompletableFuture<Void> done = new CompletableFuture<>();
        outbound.written(done);
        assertThat(sent()).contains("id='1'");
        assertThat(done).isNotDone();
        long before = outbound.progress();
        outbound.acknowledged(1);
        assertThat(done).isCompleted();
        assertThat(outbound.progress()).isGreaterThan(before);
    }

    @Test
    @Tag("D-100")
    void aPeerThatAcknowledgesNothingHasAsMuchRoomAsOneThatReadsNothing() {
        outbound.element(StreamManagement.enabled());
        outbound.count();
        int fitted = 0;
        while (outbound.stanza(Parcels.message(fitted))) {
            fitted++;
        }
        assertThat(fitted).isBetween(CAPACITY / 600, CAPACITY / 500);
        assertThat(outbound.isWaiting()).isTrue();
    }

    @Test
    @Tag("N-118")
    void whoAcknowledgesMoreThanItWasSentIsToldSo() {
        outbound.element(StreamManagement.enabled());
        outbound.count();
        outbound.stanza(Parcels.message(1));
        assertThat(outbound.acknowledged(2))
                .hasValueSatisfying(error -> assertThat(error.specific()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderIsThatOfSendingHoweverThePeerReads(long seed) {
        Random random = new Random(seed);
        List<Integer> arrived = new ArrayList<>();
        boolean stalled = false;
        for (int number = 0; number < 500; number++) {
            if (!stalled && random.nextInt(20) == 0) {
                stall();
                stalled = true;
            } else if (random.nextInt(10) == 0) {
                arrived.addAll(read());
                stalled = false;
            }
            outbound.stanza(Parcels.message(number));
        }
        arrived.addAll(read());

        assertThat(arrived)
                .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
    }
}
