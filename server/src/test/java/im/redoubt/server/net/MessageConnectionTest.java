package im.redoubt.server.net;

import static im.redoubt.server.fixture.SignInBench.ADDRESS;
import static im.redoubt.server.fixture.SignInBench.SOURCE;
import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.AwaitingSecureHeader;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.fixture.SignInBench;
import im.redoubt.server.guard.ConnectionLimit;
import im.redoubt.server.guard.ConnectionPermit;
import im.redoubt.server.settings.Limits;
import im.redoubt.testkit.peer.RawWebSocket;
import im.redoubt.xml.XmlContent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection whose stream lies in WebSocket messages has the limits of any other, down to its frames. */
class MessageConnectionTest {
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
        MessageFraming framing =
                new MessageFraming(context.strangersXml(), context.membersXml().maxBytes());
        Handshake handshake = new Handshake(framing.mostAtOnceBytes());
        connection = new Connection(
                channel,
                context,
                new Peer(SOURCE, permit, new Quotas(limits, nanos::get)),
                new AwaitingSecureHeader(context.stream(), ChannelBindings.none()),
                framing);
        channel.pipeline()
                .addLast(new Meter(connection))
                .addLast(handshake.decoder())
                .addLast(handshake.encoder())
                .addLast(new MessageFrames(connection, framing))
                .addLast(connection);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        bench.close();
    }

    private static byte[] frame(int first, String text) {
        return RawWebSocket.frame(first, true, text.getBytes(StandardCharsets.UTF_8));
    }

    private void comes(byte[] bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes));
        channel.runPendingTasks();
    }

    private void comes(int first, String text) {
        comes(frame(first, text));
    }

    private void comes(String text) {
        comes(RawWebSocket.TEXT, text);
    }

    /** Returns what was sent, each frame as its first byte in hexadecimal and its text. */
    private List<String> sent() {
        channel.runPendingTasks();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            all.writeBytes(bytes);
            bytes.release();
        }
        List<String> frames = new ArrayList<>();
        while (all.isReadable()) {
            String first = Integer.toHexString(all.readUnsignedByte());
            int length = all.readUnsignedByte();
            length = length == 126 ? all.readUnsignedShort() : length;
            frames.add(first + " " + all.readCharSequence(length, StandardCharsets.UTF_8));
        }
        return frames;
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }

    private void begins() {
        comes(RawWebSocket.OPEN);
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
        var _ = channel.write(channel.alloc().buffer(8).writeShort(0x8a00));
    }

    private void reads() {
        channel.config().setWriteBufferWaterMark(WriteBufferWaterMark.DEFAULT);
        channel.flush();
        channel.pipeline().fireChannelWritabilityChanged();
    }

    @Test
    void aStreamIsOpenedByAMessage() {
        comes(RawWebSocket.OPEN);
        List<String> sent = sent();
        assertThat(sent).hasSize(2);
        assertThat(sent.getFirst())
                .startsWith("81 <open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='localhost' id='")
                .endsWith(" version='1.0' xml:lang='en'/>");
        assertThat(sent.getLast())
                .startsWith("81 <stream:features xmlns:stream='http://etherx.jabber.org/streams'>")
                .endsWith("</stream:features>");
    }

    /** RFC 7395 section 3.3.3: each stanza is a message, and its namespace stands in it. */
    @Test
    @Tag("S-7")
    void eachStanzaIsAMessageOfItsOwn() {
        begins();
        connection.send(message(1));
        connection.send(message(2));
        assertThat(sent())
                .containsExactly(
                        "81 <message xmlns='jabber:client' type='chat' id='1'/>",
                        "81 <message xmlns='jabber:client' type='chat' id='2'/>");
    }

    /** Section 3.5: the error, then the end of the stream, then that of the WebSocket. */
    @Test
    @Tag("S-16")
    void anErrorIsFollowedByTwoEnds() {
        begins();
        connection.end(StreamError.of(StreamCondition.CONFLICT));
        assertThat(sent())
                .containsExactly(
                        "81 <stream:error xmlns:stream='http://etherx.jabber.org/streams'>"
                                + "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
                        "81 " + RawWebSocket.CLOSE,
                        "88 \u0003\ufffd");
    }

    /** A stranger pays for each byte when it comes: a frame that is never complete is held no longer than others. */
    @Test
    @Tag("D-97")
    void aStrangerHasSoManyBytesInAllAlsoWithinAFrame() {
        comes(RawWebSocket.OPEN);
        sent();
        byte[] frame = frame(RawWebSocket.TEXT, "x".repeat(200_000));
        int most = limits.connections().unauthenticatedBytes() - frame(RawWebSocket.TEXT, RawWebSocket.OPEN).length;
        comes(java.util.Arrays.copyOf(frame, most));
        assertThat(sent()).isEmpty();
        comes(new byte[1]);
        assertThat(sent()).anyMatch(text -> text.contains("<policy-violation"));
        assertThat(session.told()).isEmpty();
    }

    /** Empty fragments, and control frames, are not free. */
    @ParameterizedTest
    @ValueSource(ints = {RawWebSocket.PING, RawWebSocket.PONG, RawWebSocket.GOES_ON})
    @Tag("S-16")
    @Tag("D-101")
    void aStrangerHasSoManyFramesInAll(int kind) {
        comes(RawWebSocket.OPEN);
        comes(RawWebSocket.TEXT_BEGINS, "");
        sent();
        List<String> answers = new ArrayList<>();
        int frames = 0;
        while (answers.stream().noneMatch(text -> text.contains("<policy-violation"))) {
            comes(kind, "");
            frames++;
            answers.addAll(sent());
        }
        int most = kind == RawWebSocket.GOES_ON
                ? limits.connections().unauthenticatedBytes() / frame(kind, "").length
                : limits.connections().unauthenticatedElements() + 1;
        assertThat(frames).isLessThanOrEqualTo(most);
    }

    /** A ping costs an account as much as a stanza: who sends more is read later, with all that he sends. */
    @Test
    @Tag("S-16")
    @Tag("D-101")
    void pingsCostAsMuchAsStanzas() {
        begins();
        for (int i = 0; i < 11; i++) {
            comes(RawWebSocket.PING, "p" + i);
        }
        assertThat(sent()).hasSize(11).startsWith("8a p0").endsWith("8a p10");
        assertThat(channel.config().isAutoRead()).isFalse();
        comes("<message xmlns='jabber:client'/>");
        assertThat(session.told()).isEmpty();
        passes(Duration.ofSeconds(1));
        assertThat(session.told()).containsExactly("message");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    /** RFC 6455 section 5.5.3: only the last ping needs an answer, so who does not read makes nothing grow. */
    @Test
    @Tag("S-16")
    @Tag("D-100")
    void whoDoesNotReadIsOwedOnePong() {
        begins();
        stalls();
        for (int i = 0; i < 9; i++) {
            comes(RawWebSocket.PING, "p" + i);
        }
        reads();
        assertThat(sent()).containsExactly("8a ", "8a p8");
    }

    @Test
    @Tag("D-100")
    void whoNeverReadsIsEndedWhenTooMuchWaits() {
        begins();
        stalls();
        for (int number = 1; number <= 20; number++) {
            connection.send(message(number));
        }
        assertThat(session.told())
                .hasSize(22)
                .startsWith("ending", "undelivered 1")
                .endsWith("undelivered 20", "ended");
        assertThat(channel.isOpen()).isFalse();
    }

    /** Stanzas wait while the one before them takes effect, and so does what is wrong behind them. */
    @Test
    @Tag("S-16")
    void whatIsWrongTakesEffectInItsOrder() {
        begins();
        connection.suspend();
        comes("<message xmlns='jabber:client'/>");
        comes(RawWebSocket.BINARY, "<iq/>");
        comes("<presence xmlns='jabber:client'/>");
        assertThat(session.told()).isEmpty();
        connection.resume();
        channel.runPendingTasks();
        assertThat(session.told()).containsExactly("message", "violation");
    }

    /** While nothing is read one frame of the largest kind may still come, since it may have been under way. */
    @Test
    @Tag("D-97")
    void aLargeFrameThatWasUnderWayIsTaken() {
        begins();
        String large = "<message xmlns='jabber:client'><body>" + "x".repeat(262_000 - 60) + "</body></message>";
        connection.suspend();
        comes("<presence xmlns='jabber:client'/>");
        comes(large);
        connection.resume();
        channel.runPendingTasks();
        passes(Duration.ofSeconds(5));
        assertThat(session.told()).containsExactly("presence", "message");
        connection.suspend();
        comes(large);
        comes(large);
        comes(large);
        connection.resume();
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(session.told()).endsWith("ending", "ended");
    }

    @Test
    @Tag("S-10")
    void aFrameLargerThanTheLimitIsRefusedByItsLength() {
        begins();
        byte[] frame = frame(RawWebSocket.TEXT, "x".repeat(300_000));
        comes(java.util.Arrays.copyOf(frame, 14));
        assertThat(session.told()).containsExactly("violation");
    }

    /** A message in small frames has no other limit than one in a large frame. */
    @Test
    @Tag("S-10")
    void aMessageLargerThanTheLimitIsRefusedInPieces() {
        begins();
        comes(RawWebSocket.TEXT_BEGINS, "<message xmlns='jabber:client'><body>");
        for (int i = 0; i < 27 && session.told().isEmpty(); i++) {
            comes(RawWebSocket.GOES_ON, "x".repeat(10_000));
            passes(Duration.ofSeconds(1));
        }
        assertThat(session.told()).containsExactly("violation");
    }

    @Test
    void aClosedWebSocketEndsTheSessionBehindWhatCameBefore() {
        begins();
        connection.suspend();
        comes("<message xmlns='jabber:client'/>");
        comes(RawWebSocket.CLOSES, "");
        assertThat(session.told()).isEmpty();
        connection.resume();
        channel.runPendingTasks();
        assertThat(session.told()).containsExactly("message", "ending", "ended");
        assertThat(permits.connections()).isZero();
    }

    /** The WebSocket is closed by both; after that nothing holds the connection open. */
    @Test
    void theAnswerToOurCloseEndsTheConnection() {
        begins();
        comes(RawWebSocket.CLOSE);
        assertThat(session.told()).containsExactly("footer");
        connection.leave();
        assertThat(sent()).containsExactly("81 " + RawWebSocket.CLOSE, "88 \u0003\ufffd");
        assertThat(channel.isOpen()).isTrue();
        comes(RawWebSocket.PING, "late");
        comes(RawWebSocket.CLOSES, "");
        assertThat(sent()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    @Tag("S-20")
    void nothingMovesTheDeadline() {
        comes(RawWebSocket.OPEN);
        sent();
        for (int second = 0; second < 29; second++) {
            passes(Duration.ofSeconds(1));
            comes(RawWebSocket.PONG, "");
        }
        assertThat(sent()).isEmpty();
        passes(Duration.ofSeconds(1));
        assertThat(sent()).anyMatch(text -> text.contains("<connection-timeout"));
    }

    /** A pong is a sign of life. */
    @Test
    void whoPongsIsNotAsked() {
        begins();
        for (int count = 0; count < 5; count++) {
            passes(limits.connections().idle().minusSeconds(1));
            comes(RawWebSocket.PONG, "");
        }
        assertThat(sent()).isEmpty();
    }
}
