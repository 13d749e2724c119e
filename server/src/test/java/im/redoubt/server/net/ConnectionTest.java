package im.redoubt.server.net;

import static im.redoubt.server.fixture.SignInBench.ADDRESS;
import static im.redoubt.server.fixture.SignInBench.SOURCE;
import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.AwaitingHeader;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.fixture.SignInBench;
import im.redoubt.server.guard.ConnectionLimit;
import im.redoubt.server.guard.ConnectionPermit;
import im.redoubt.server.session.Outgoing;
import im.redoubt.server.settings.Limits;
import im.redoubt.xml.XmlContent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of one connection: its clocks, what is counted, and how it ends for whichever reason. */
class ConnectionTest {
    private static final String HEADER = "<stream:stream xmlns='jabber:client' to='localhost' version='1.0'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>";

    @TempDir
    private Path directory = Path.of("");

    private final AtomicLong nanos = new AtomicLong();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Limits limits = ConnectionBench.LIMITS;
    private final ConnectionLimit permits = new ConnectionLimit(new ConnectionLimit.Settings(10, 10, 10, 10));
    private final Connections open = new Connections();
    private final ConnectionBench.Session session = new ConnectionBench.Session();

    // Both are set before each test.
    @SuppressWarnings("NullAway.Init")
    private SignInBench bench;

    // As above.
    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    @BeforeEach
    void connect() {
        bench = new SignInBench(directory, Duration.ZERO);
        ConnectionContext context = ConnectionBench.context(bench, limits, permits, open, nanos::get);
        channel.freezeTime();
        ConnectionPermit permit = (ConnectionPermit) permits.acquire(ADDRESS);
        connection = new Connection(
                channel,
                context,
                new Peer(SOURCE, permit, new Quotas(limits, nanos::get)),
                new AwaitingHeader(context.stream()),
                new StreamFraming(context.strangersXml()));
        channel.pipeline().addLast(connection);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        bench.close();
    }

    private void comes(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        channel.runPendingTasks();
    }

    private String sent() {
        channel.runPendingTasks();
        StringBuilder all = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            all.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
        return all.toString();
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }

    private void begins() {
        comes(HEADER);
        sent();
        connection.authenticated(ALICE);
        connection.established(session);
    }

    private static Stanza message(int number) {
        return new Message(
                StanzaHeader.EMPTY.withId(Integer.toString(number)),
                MessageType.CHAT,
                XmlContent.empty(Stanza.CLIENT_NAMESPACE));
    }

    /** The peer reads nothing more. */
    private void stalls() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 1));
        var _ = channel.write(channel.alloc().buffer(8).writeLong(0));
    }

    /** RFC 6120 section 5.4.2: the deadline of a stranger stands, whatever comes. */
    @Test
    @Tag("S-20")
    @Tag("D-96")
    void nothingMovesTheDeadline() {
        comes(HEADER);
        sent();
        for (int second = 0; second < 29; second++) {
            passes(Duration.ofSeconds(1));
            comes(" ");
        }
        assertThat(sent()).isEmpty();
        passes(Duration.ofSeconds(1));
        assertThat(sent()).contains("<connection-timeout").endsWith("</stream:stream>");
    }

    /** Before a header the answer begins with one (section 4.9.1.2); the connection is closed though the peer never does. */
    @Test
    void whoSaysNothingIsToldAndThenCutOff() {
        passes(limits.connections().negotiation());
        assertThat(sent()).startsWith("<?xml").contains("<stream:stream").contains("<connection-timeout");
        assertThat(channel.isOpen()).isTrue();
        passes(Duration.ofSeconds(2));
        assertThat(channel.isOpen()).isFalse();
        assertThat(permits.connections()).isZero();
        assertThat(open.count()).isZero();
    }

    @Test
    @Tag("D-97")
    void aStrangerHasSoManyBytesInAll() {
        comes(HEADER);
        sent();
        int most = limits.connections().unauthenticatedBytes() - HEADER.length();
        comes(" ".repeat(most));
        assertThat(sent()).isEmpty();
        comes(" ");
        assertThat(sent()).contains("<policy-violation").contains("too much before authentication");
    }

    /** What a stranger is charged for ends with the sign-in, and the deadline with the session. */
    @Test
    void aSessionHasOtherLimits() {
        begins();
        passes(limits.connections().negotiation());
        comes(" ".repeat(limits.connections().unauthenticatedBytes() + 1));
        comes("<message/>");
        assertThat(sent()).isEmpty();
        assertThat(session.told()).containsExactly("message");
        assertThat(permits.unauthenticated()).isZero();
    }

    /** Who sends faster than it may is read later, and loses nothing. */
    @Test
    @Tag("D-101")
    @Tag("SRV-06")
    void whoIsFasterIsReadLater() {
        begins();
        comes("<message/>".repeat(12));
        assertThat(session.told()).hasSize(11);
        assertThat(channel.config().isAutoRead()).isFalse();
        passes(Duration.ofSeconds(1));
        assertThat(session.told()).hasSize(12);
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(sent()).isEmpty();
    }

    /** What came before the peer left takes effect all the same, then the session ends, once. */
    @Test
    void whatCameBeforeThePeerLeftTakesEffect() {
        begins();
        connection.suspend();
        comes("<message/><presence/>");
        var _ = channel.close();
        assertThat(session.told()).isEmpty();
        assertThat(permits.connections()).isOne();
        connection.resume();
        channel.runPendingTasks();
        assertThat(session.told()).containsExactly("message", "presence", "ending", "ended");
        assertThat(permits.connections()).isZero();
        assertThat(open.count()).isZero();
    }

    /** A peer that is not read may not make the server hold what it likes. */
    @Test
    @Tag("D-97")
    void whoSendsOnWhileNothingIsReadIsCutOff() {
        begins();
        connection.suspend();
        comes("<message/>" + " ".repeat(200_000));
        assertThat(channel.isOpen()).isTrue();
        comes(" ".repeat(100_000));
        comes("<presence/>");
        connection.resume();
        channel.runPendingTasks();
        assertThat(session.told()).containsExactly("message", "ending", "ended");
        assertThat(channel.isOpen()).isFalse();
    }

    /** Section 4.9.3.7: our own fault ends this stream with an error, and says no more about it. */
    @Test
    void aFaultOfTheServerEndsTheStream() {
        begins();
        comes("<fault/><message/>");
        assertThat(sent()).contains("<internal-server-error").doesNotContain("a fault");
        assertThat(session.told()).containsExactly("fault", "ending", "ended");
        comes("<message/>");
        assertThat(session.told()).hasSize(3);
    }

    /** Section 4.4: our footer goes out behind everything; the connection is closed when the peer does, or soon. */
    @Test
    void aFarewellIsSaidOnce() {
        begins();
        connection.send(message(1));
        connection.leave();
        connection.leave();
        connection.end(StreamError.of(StreamCondition.RESET));
        assertThat(sent())
                .containsOnlyOnce("</stream:stream>")
                .contains("id='1'")
                .doesNotContain("<reset");
        assertThat(session.told()).containsExactly("ending", "ended");
        comes("<message/>");
        assertThat(session.told()).hasSize(2);
        passes(Duration.ofSeconds(2));
        assertThat(channel.isOpen()).isFalse();
    }

    /** What is sent to a stream that is over comes back, unless the store holds it. */
    @Test
    @Tag("SRV-13")
    void whatIsSentTooLateComesBack() {
        begins();
        connection.send(message(1));
        connection.leave();
        connection.send(message(2));
        CompletableFuture<Void> written = connection.sendStored(List.of(Outgoing.spare(message(3))));
        channel.runPendingTasks();
        assertThat(session.told()).containsExactly("ending", "ended", "undelivered 2");
        assertThat(written).isCompletedExceptionally();
    }

    /** Who reads a kept message and leaves at once has read it: it does not come again. */
    @Test
    @Tag("SRV-13")
    void whatWasReadRightBeforeTheEndIsWritten() {
        begins();
        CompletableFuture<Void> written =
                connection.sendStored(List.of(Outgoing.spare(message(1)), Outgoing.spare(message(2))));
        channel.close().syncUninterruptibly();
        assertThat(session.told()).containsExactly("ending", "ended");
        assertThat(written).isCompleted();
    }

    /** Who does not read is ended when too much waits; what waited comes back in its order. */
    @Test
    @Tag("D-100")
    void whoNeverReadsIsEndedWhenTooMuchWaits() {
        begins();
        stalls();
        for (int number = 1; number <= 20; number++) {
            connection.send(message(number));
        }
        assertThat(session.told()).hasSize(22).startsWith("ending", "undelivered 1", "undelivered 2");
        assertThat(session.told()).endsWith("undelivered 20", "ended");
        assertThat(channel.isOpen()).isFalse();
        assertThat(bench.events())
                .singleElement()
                .asString()
                .contains("\"limit-reached\"", "\"outbound-queue\"", "\"alice\"");
    }

    /** Who reads nothing for a minute while something waits is ended, however little it is. */
    @Test
    @Tag("D-100")
    void whoReadsNothingForAMinuteIsEnded() {
        begins();
        stalls();
        connection.send(message(1));
        passes(Duration.ofSeconds(59));
        assertThat(session.told()).isEmpty();
        passes(Duration.ofSeconds(1));
        assertThat(session.told()).containsExactly("ending", "undelivered 1 of 0", "ended");
    }

    /** XEP-0198: who answers and gets no further is asked again; who does not answer at all is ended after a minute. */
    @Test
    @Tag("D-100")
    void whoAcknowledgesNothingForAMinuteIsEnded() {
        begins();
        connection.write(StreamManagement.enabled());
        connection.count();
        connection.send(message(1));
        assertThat(sent()).containsSubsequence("<enabled", "id='1'", "<r ");
        connection.acknowledged(0);
        passes(Duration.ofSeconds(60));
        assertThat(sent()).contains("<r ");
        assertThat(session.told()).isEmpty();
        passes(Duration.ofSeconds(60));
        assertThat(session.told()).containsExactly("ending", "undelivered 1 of 0", "ended");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    @Tag("N-118")
    void whoAcknowledgesTooMuchIsTold() {
        begins();
        connection.write(StreamManagement.enabled());
        connection.count();
        connection.acknowledged(1);
        assertThat(sent())
                .contains("<undefined-condition", "<handled-count-too-high")
                .endsWith("</stream:stream>");
    }

    /** Section 4.6.1: after a silence the peer is asked whether it is there, and after another one it is gone. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsSilentIsAskedAndThenGone(boolean answers) {
        begins();
        Duration idle = limits.connections().idle();
        passes(idle.minusSeconds(1));
        assertThat(sent()).isEmpty();
        passes(Duration.ofSeconds(1));
        assertThat(sent()).contains("<ping xmlns='urn:xmpp:ping'");
        if (answers) {
            comes("<iq type='result' id='still-there'/>");
        }
        passes(idle.minusSeconds(1));
        assertThat(sent()).isEmpty();
        passes(Duration.ofSeconds(1));
        assertThat(sent()).contains(answers ? "<ping" : "<connection-timeout");
    }

    @Test
    void whoSaysSomethingIsNotAsked() {
        begins();
        for (int count = 0; count < 5; count++) {
            passes(limits.connections().idle().minusSeconds(1));
            comes(" ");
        }
        assertThat(sent()).isEmpty();
    }

    /** A session that does not wait for its client is over; without one the stranger is told. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenTheServerStopsEverybodyIsTold(boolean signedIn) {
        if (signedIn) {
            begins();
        } else {
            comes(HEADER);
            sent();
        }
        open.stop(StreamError.of(StreamCondition.SYSTEM_SHUTDOWN), Duration.ZERO);
        channel.runPendingTasks();
        assertThat(session.told()).isEqualTo(signedIn ? List.of("ending", "ended") : List.of());
        assertThat(sent()).contains("<system-shutdown").endsWith("</stream:stream>");
    }

    @Test
    void aBrokenConnectionIsAPeerThatLeft() {
        begins();
        channel.pipeline().fireExceptionCaught(new IOException("reset by peer"));
        channel.runPendingTasks();
        assertThat(session.told()).containsExactly("ending", "ended");
        assertThat(channel.isOpen()).isFalse();
        assertThat(permits.connections()).isZero();
    }
}
