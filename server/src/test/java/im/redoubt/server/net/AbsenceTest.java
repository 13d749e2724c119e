package im.redoubt.server.net;

import static im.redoubt.server.fixture.SignInBench.ADDRESS;
import static im.redoubt.server.fixture.SignInBench.SOURCE;
import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stream.AwaitingHeader;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.fixture.SignInBench;
import im.redoubt.server.guard.ConnectionLimit;
import im.redoubt.server.guard.ConnectionPermit;
import im.redoubt.server.session.Parcel;
import im.redoubt.server.stream.Handover;
import im.redoubt.xml.Element;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session whose peer has gone without a word: what it is sent waits, and goes on over another connection or is over. */
@Tag("SRV-13")
@Tag("N-120")
class AbsenceTest {
    private static final Pattern MESSAGE = Pattern.compile("<message type='chat' id='(\\d+(?: of \\d+)?)'|<(resumed) ");
    private static final Element RESUMED = StreamManagement.resumed("some-id", 0);

    @TempDir
    private Path directory = Path.of("");

    private final AtomicLong nanos = new AtomicLong();
    private final ConnectionLimit permits = new ConnectionLimit(new ConnectionLimit.Settings(10, 10, 10, 10));
    private final Connections open = new Connections();
    private final ConnectionBench.Session session = new ConnectionBench.Session();
    private final List<End> ends = new ArrayList<>();

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    private SignInBench bench;

    // As above.
    @SuppressWarnings("NullAway.Init")
    private End first;

    /** One connection, with what its peer sees of it. */
    private final class End {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final Connection connection;

        End() {
            ConnectionContext context =
                    ConnectionBench.context(bench, ConnectionBench.LIMITS, permits, open, nanos::get);
            channel.freezeTime();
            connection = new Connection(
                    channel,
                    context,
                    new Peer(
                            SOURCE,
                            (ConnectionPermit) permits.acquire(ADDRESS),
                            new Quotas(ConnectionBench.LIMITS, nanos::get)),
                    new AwaitingHeader(context.stream()),
                    new StreamFraming(context.strangersXml()));
            channel.pipeline().addLast(connection);
            channel.writeInbound(Unpooled.copiedBuffer(
                    "<stream:stream xmlns='jabber:client' to='localhost' version='1.0'"
                            + " xmlns:stream='http://etherx.jabber.org/streams'>",
                    StandardCharsets.UTF_8));
            connection.authenticated(ALICE);
            text();
            ends.add(this);
        }

        private String text() {
            channel.runPendingTasks();
            StringBuilder all = new StringBuilder();
            for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
                all.append(bytes.toString(StandardCharsets.UTF_8));
                bytes.release();
            }
            return all.toString();
        }

        /** The numbers of the messages that came, and where the stream went on. */
        private List<String> came() {
            return MESSAGE.matcher(text())
                    .results()
                    .map((MatchResult found) -> found.group(1) == null ? found.group(2) : found.group(1))
                    .toList();
        }

        private void sends(int from, int to) {
            for (int number = from; number <= to; number++) {
                connection.send(Parcels.message(number).stanza());
            }
            channel.runPendingTasks();
        }

        private void passes(Duration time) {
            nanos.addAndGet(time.toNanos());
            channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
            channel.runPendingTasks();
        }

        private void goes() {
            // The channel's own method would cancel what is scheduled.
            channel.pipeline().close().syncUninterruptibly();
            channel.runPendingTasks();
        }
    }

    @BeforeEach
    void begin() {
        bench = new SignInBench(directory, Duration.ZERO);
        first = new End();
        first.connection.established(session);
        first.connection.write(StreamManagement.enabled());
        first.connection.count();
        session.patience = Duration.ofMinutes(5);
        first.sends(1, 3);
        assertThat(first.came()).containsExactly("1", "2", "3");
        first.connection.acknowledged(1);
    }

    @AfterEach
    void close() {
        ends.forEach(end -> end.channel.finishAndReleaseAll());
        bench.close();
    }

    @Test
    void whatWasNotHandledComesBackWhenThePeerDoesNot() {
        CompletableFuture<Void> written = first.connection.written();
        first.goes();
        first.sends(4, 4);
        assertThat(session.told()).isEmpty();
        assertThat(open.count()).isOne();
        first.passes(Duration.ofMinutes(5));
        assertThat(session.told())
                .containsExactly("ending", "undelivered 2 of 0", "undelivered 3 of 0", "undelivered 4 of 0", "ended");
        assertThat(written).isCompletedExceptionally();
        assertThat(open.count()).isZero();
    }

    /** Its place among the connections is free at once. */
    @Test
    void whoIsAwayTakesNoPlaceOfOthers() {
        first.goes();
        for (int others = 0; others < 10; others++) {
            assertThat(permits.acquire(ADDRESS)).isInstanceOf(ConnectionPermit.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"end of the server", "operator", "too much", "too much held"})
    void itIsOverAtOnce(String why) {
        first.goes();
        switch (why) {
            case "end of the server" -> first.connection.giveUp();
            case "operator" -> first.connection.end(StreamError.of(StreamCondition.POLICY_VIOLATION));
            case "too much" -> first.sends(100, 130);
            default -> first.connection.slow();
        }
        first.channel.runPendingTasks();
        assertThat(session.told())
                .startsWith("ending", "undelivered 2", "undelivered 3")
                .contains("ended");
        assertThat(open.count()).isZero();
        first.passes(Duration.ofMinutes(5));
        assertThat(session.told()).containsOnlyOnce("ended", "ending");
    }

    /** The server stops: the peer is told, or is gone already, and its session waits until it is laid down. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("N-124")
    void itWaitsWhenTheServerStops(boolean gone) {
        if (gone) {
            first.goes();
        }
        first.connection.stop(StreamError.of(StreamCondition.SYSTEM_SHUTDOWN));
        first.channel.runPendingTasks();
        assertThat(session.told()).doesNotContain("ending");
        first.sends(4, 4);
        Handover.Remains remains = first.connection.handover().remains().orElseThrow();
        assertThat(ids(remains.sent())).containsExactly("2", "3");
        assertThat(ids(remains.waiting())).containsExactly("4");
        assertThat(remains.acknowledged()).isEqualTo(1);
        assertThat(remains.patience()).isEqualTo(Duration.ofMinutes(5));

        first.connection.handover().forsake();
        assertThat(session.told()).as("it is the next start's").doesNotContain("ending", "undelivered 2");
        first.passes(Duration.ofMinutes(6));
        assertThat(session.told()).doesNotContain("ending");
        if (gone) {
            assertThat(open.count()).isZero();
        }
    }

    private static List<String> ids(List<Parcel> parcels) {
        return parcels.stream()
                .map(parcel -> parcel.stanza().id().orElseThrow())
                .toList();
    }

    /** A session of an earlier run waits on a connection that never was, and goes on like any other. */
    @Test
    @Tag("N-124")
    void whatWasLaidDownGoesOn() {
        first.goes();
        Handover.Remains remains = first.connection.handover().remains().orElseThrow();
        first.connection.handover().forsake();

        End gone = new End();
        gone.connection.handover().await(session, remains);
        gone.sends(4, 4);
        assertThat(gone.came()).isEmpty();
        assertThat(gone.connection.handover().judge(4)).isPresent();
        assertThat(gone.connection.handover().judge(3)).isEmpty();
        assertThat(gone.connection.handover().remains().orElseThrow().waiting()).hasSize(1);
        gone.passes(Duration.ofMinutes(6));
        assertThat(session.told())
                .containsExactly("ending", "undelivered 2 of 0", "undelivered 3 of 0", "undelivered 4 of 0", "ended");
    }

    /** A peer that closes its stream or breaks a rule is not waited for. */
    @Test
    void whoIsEndedIsNotWaitedFor() {
        first.connection.leave();
        assertThat(session.told()).containsExactly("ending", "undelivered 2", "undelivered 3", "ended");
    }

    /** What was not handled, what could not be written, and what is sent meanwhile: in this order, and each once. */
    @Test
    void itGoesOnOverAnotherConnection() {
        first.goes();
        first.sends(4, 5);
        End second = new End();
        second.connection.handover().expect();
        second.sends(6, 6);
        assertThat(second.came()).isEmpty();

        assertThat(first.connection.handover().part()).isTrue();
        second.connection.handover().adopt(session, first.connection.handover().release(), RESUMED);

        assertThat(second.came()).containsExactly("resumed", "2", "3", "4", "5", "6");
        second.sends(7, 7);
        assertThat(second.came()).containsExactly("7");
        assertThat(second.connection.handover().judge(7)).isEmpty();
        assertThat(second.connection.handover().judge(8)).isPresent();
        first.passes(Duration.ofMinutes(10));
        assertThat(session.told()).isEmpty();
        assertThat(open.count()).isOne();
    }

    /** What comes late says when it was sent (section 5, XEP-0203): what was not handled, and what waited. */
    @Test
    void whatComesLateSaysSo() {
        first.passes(Duration.ofSeconds(1));
        first.goes();
        first.sends(4, 4);
        first.passes(Duration.ofMinutes(1));
        first.sends(5, 5);
        End second = new End();
        second.connection.handover().expect();
        assertThat(first.connection.handover().part()).isTrue();
        second.connection.handover().adopt(session, first.connection.handover().release(), RESUMED);
        assertThat(second.came()).containsExactly("resumed", "2 of 0", "3 of 0", "4 of 1", "5");
    }

    /** The peer is asked about what it was sent again; what it acknowledges is not sent a third time. */
    @Test
    void theCountsGoOn() {
        first.goes();
        End second = new End();
        second.connection.handover().expect();
        assertThat(first.connection.handover().part()).isTrue();
        second.connection.handover().adopt(session, first.connection.handover().release(), RESUMED);
        assertThat(second.text()).contains("<r xmlns='urn:xmpp:sm:3'/>");
        second.connection.acknowledged(2);
        second.goes();
        End third = new End();
        third.connection.handover().expect();
        assertThat(second.connection.handover().part()).isTrue();
        third.connection.handover().adopt(session, second.connection.handover().release(), RESUMED);
        assertThat(third.came()).containsExactly("resumed", "3");
    }

    /** A connection that the peer still has is ended with a conflict, and nothing of the session is written to it any more. */
    @Test
    void theConnectionBeforeIsToldThatTheStreamGoesOnElsewhere() {
        assertThat(first.connection.handover().part()).isTrue();
        assertThat(first.text()).contains("<conflict ").endsWith("</stream:stream>");
        first.sends(4, 4);
        assertThat(first.text()).isEmpty();
        End second = new End();
        second.connection.handover().expect();
        second.connection.handover().adopt(session, first.connection.handover().release(), RESUMED);
        assertThat(second.came()).containsExactly("resumed", "2", "3", "4");
    }

    /** From the decision on nothing ends the session, or what is on its way to the next connection would be lost. */
    @Test
    void nothingEndsItOnItsWay() {
        first.goes();
        assertThat(first.connection.handover().part()).isTrue();
        first.sends(100, 130);
        first.connection.stop(StreamError.of(StreamCondition.SYSTEM_SHUTDOWN));
        first.passes(Duration.ofMinutes(10));
        assertThat(session.told()).isEmpty();
        assertThat(((Outbound.Rest) first.connection.handover().release()).waiting())
                .hasSize(31);
    }

    /** What is to end does not wait, and does not go on. */
    @Test
    void whoIsNotWaitedForDoesNotGoOn() {
        session.patience = Duration.ZERO;
        assertThat(first.connection.handover().part()).isFalse();
        assertThat(session.told()).containsExactly("ending", "undelivered 2", "undelivered 3", "ended");
    }

    /** The next connection is gone as well before the session is there. */
    @Test
    void itWaitsOnceMore() {
        first.goes();
        End second = new End();
        second.connection.handover().expect();
        second.goes();
        second.sends(4, 4);
        assertThat(first.connection.handover().part()).isTrue();
        second.connection.handover().adopt(session, first.connection.handover().release(), RESUMED);
        second.sends(5, 5);
        assertThat(second.came()).isEmpty();
        assertThat(session.told()).isEmpty();
        second.passes(Duration.ofMinutes(5));
        assertThat(session.told())
                .containsExactly(
                        "ending",
                        "undelivered 2 of 0",
                        "undelivered 3 of 0",
                        "undelivered 4 of 0",
                        "undelivered 5 of 0",
                        "ended");
        assertThat(open.count()).isZero();
    }

    /** What was to be sent is sent where nothing comes from another connection after all. */
    @Test
    void whatWasExpectedAndDoesNotCome() {
        End second = new End();
        second.connection.handover().expect();
        second.sends(6, 6);
        second.connection.handover().decline();
        assertThat(second.came()).containsExactly("6");
    }

    /** A network that swallows everything is found out by the silence; whoever comes out of the tunnel goes on. */
    @Test
    void whoDoesNotAnswerIsWaitedFor() {
        Duration idle = ConnectionBench.LIMITS.connections().idle();
        first.connection.acknowledged(3);
        first.passes(idle);
        first.connection.acknowledged(4);
        first.passes(idle);
        assertThat(first.text()).contains("<connection-timeout ").endsWith("</stream:stream>");
        assertThat(session.told()).isEmpty();
        first.passes(Duration.ofMinutes(5));
        assertThat(session.told()).containsExactly("ending", "ended");
    }

    @Test
    void whoDoesNotAcknowledgeIsWaitedFor() {
        Duration stall = ConnectionBench.LIMITS.rates().outboundStall();
        first.passes(stall);
        first.passes(stall);
        assertThat(first.channel.isOpen()).isFalse();
        assertThat(session.told()).isEmpty();
    }
}
