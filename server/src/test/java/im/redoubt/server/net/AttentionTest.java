package im.redoubt.server.net;

import static im.redoubt.server.fixture.SignInBench.ADDRESS;
import static im.redoubt.server.fixture.SignInBench.SOURCE;
import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.AwaitingHeader;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.clientstate.Attention;
import im.redoubt.server.fixture.SignInBench;
import im.redoubt.server.guard.ConnectionLimit;
import im.redoubt.server.guard.ConnectionPermit;
import im.redoubt.server.session.Outgoing;
import im.redoubt.server.settings.Limits;
import im.redoubt.server.settings.Settings;
import im.redoubt.xml.Element;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection whose client says that nobody looks at it: what waits is neither lost, nor doubled, nor overtaken. */
@Tag("X-93")
class AttentionTest {
    private static final Pattern STANZA =
            Pattern.compile("<(?:message|presence)[^>]* id='([^']*)'|<(r|resumed) xmlns='urn:xmpp:sm:3'");

    @TempDir
    private Path directory = Path.of("");

    private final AtomicLong nanos = new AtomicLong();
    private final ConnectionLimit permits = new ConnectionLimit(new ConnectionLimit.Settings(10, 10, 10, 10));
    private final Connections open = new Connections();
    private final ConnectionBench.Session session = new ConnectionBench.Session();
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    private SignInBench bench;

    @BeforeEach
    void begin() {
        bench = new SignInBench(directory, Duration.ZERO);
    }

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        bench.close();
    }

    /** A client, and what it reads. */
    private final class Phone {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final Connection connection;
        private int bytes;

        Phone(Limits limits) {
            ConnectionContext context = ConnectionBench.context(bench, limits, permits, open, nanos::get);
            channels.add(channel);
            connection = new Connection(
                    channel,
                    context,
                    new Peer(SOURCE, (ConnectionPermit) permits.acquire(ADDRESS), new Quotas(limits, nanos::get)),
                    new AwaitingHeader(context.stream()),
                    new StreamFraming(context.strangersXml()));
            channel.pipeline().addLast(connection);
            channel.writeInbound(Unpooled.copiedBuffer(
                    "<stream:stream xmlns='jabber:client' to='localhost' version='1.0'"
                            + " xmlns:stream='http://etherx.jabber.org/streams'>",
                    StandardCharsets.UTF_8));
            connection.authenticated(ALICE);
            reads();
        }

        private List<String> reads() {
            channel.runPendingTasks();
            StringBuilder all = new StringBuilder();
            for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
                bytes += part.readableBytes();
                all.append(part.toString(StandardCharsets.UTF_8));
                part.release();
            }
            return STANZA.matcher(all)
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .toList();
        }

        private void presence(String name, String id) {
            connection.send(DeferredTest.presence(name, id).stanza());
        }

        private void message(int number) {
            connection.send(Parcels.message(number).stanza());
        }

        private void goes() {
            channel.pipeline().close().syncUninterruptibly();
            channel.runPendingTasks();
        }
    }

    private Phone established() {
        Phone phone = new Phone(ConnectionBench.LIMITS);
        phone.connection.established(session);
        return phone;
    }

    @Test
    void whatMustNotWaitComesBehindWhatDid() {
        Phone phone = established();
        phone.connection.attention(Attention.INACTIVE);
        phone.presence("a", "p1");
        phone.presence("b", "p2");
        phone.presence("a", "p3");
        assertThat(phone.reads()).isEmpty();
        phone.message(4);
        phone.presence("a", "p5");
        assertThat(phone.reads()).containsExactly("p2", "p3", "4");
        phone.connection.attention(Attention.INACTIVE);
        assertThat(phone.reads()).isEmpty();
        phone.connection.attention(Attention.ACTIVE);
        phone.presence("b", "p6");
        assertThat(phone.reads()).containsExactly("p5", "p6");
    }

    @Test
    void whatTheStoreHoldsComesBehindWhatWaits() {
        Phone phone = established();
        phone.connection.attention(Attention.INACTIVE);
        phone.presence("a", "p1");
        CompletableFuture<Void> written = phone.connection.sendStored(
                List.of(Outgoing.spare(Parcels.message(2).stanza())));
        assertThat(phone.reads()).containsExactly("p1", "2");
        assertThat(written).isCompleted();
    }

    /** Full: more than 5,000 bytes of it. Nothing is dropped. */
    @Test
    @Tag("R-82")
    void moreThanMayWaitIsWritten() {
        Phone phone = established();
        phone.connection.attention(Attention.INACTIVE);
        List<String> sent = new ArrayList<>();
        List<String> read = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            sent.add("p" + number);
            phone.presence("contact" + number, "p" + number);
            read.addAll(phone.reads());
        }
        assertThat(read).hasSizeGreaterThan(85);
        assertThat(phone.reads()).isEmpty();
        phone.connection.attention(Attention.ACTIVE);
        read.addAll(phone.reads());
        assertThat(read).isEqualTo(sent);
    }

    /** Acknowledged is what was written; what waits is asked for when it was (XEP-0198 section 4). */
    @Test
    void whatWaitsIsNotCountedBeforeItIsWritten() {
        Phone phone = established();
        phone.connection.write(StreamManagement.enabled());
        phone.connection.count();
        phone.connection.attention(Attention.INACTIVE);
        phone.presence("a", "p1");
        assertThat(phone.reads()).isEmpty();
        phone.message(2);
        assertThat(phone.reads()).containsExactly("p1", "2", "r");
        phone.connection.acknowledged(2);
        assertThat(session.told()).isEmpty();
    }

    /** The peer is gone: what waits goes on with the session, behind what was written, and nothing waits there. */
    @Test
    @Tag("SRV-13")
    void whatWaitsGoesOnOverAnotherConnection() {
        session.patience = Duration.ofMinutes(5);
        Phone phone = established();
        phone.connection.write(StreamManagement.enabled());
        phone.connection.count();
        phone.message(1);
        phone.reads();
        phone.connection.attention(Attention.INACTIVE);
        phone.presence("a", "p2");
        phone.presence("b", "p3");
        phone.goes();
        phone.presence("a", "p4");

        Phone again = new Phone(ConnectionBench.LIMITS);
        again.connection.handover().expect();
        assertThat(phone.connection.handover().part()).isTrue();
        again.connection
                .handover()
                .adopt(session, phone.connection.handover().release(), StreamManagement.resumed("i", 0));
        again.presence("a", "p5");
        assertThat(again.reads().stream().filter(one -> !one.equals("r")))
                .containsExactly("resumed", "1", "p2", "p3", "p4", "p5");
    }

    /** The same where the connection before is still there. */
    @Test
    @Tag("SRV-13")
    void whatWaitsGoesOnFromALivingConnection() {
        session.patience = Duration.ofMinutes(5);
        Phone phone = established();
        phone.connection.write(StreamManagement.enabled());
        phone.connection.count();
        phone.connection.attention(Attention.INACTIVE);
        phone.presence("a", "p1");
        Phone again = new Phone(ConnectionBench.LIMITS);
        again.connection.handover().expect();
        assertThat(phone.connection.handover().part()).isTrue();
        again.connection
                .handover()
                .adopt(session, phone.connection.handover().release(), StreamManagement.resumed("i", 0));
        assertThat(phone.reads()).isEmpty();
        assertThat(again.reads().stream().filter(one -> !one.equals("r"))).containsExactly("resumed", "p1");
    }

    @Test
    void whatWaitsGoesElsewhereWhenThePeerDoesNotComeBack() {
        Phone phone = established();
        phone.connection.attention(Attention.INACTIVE);
        Stanza presence = DeferredTest.presence("a", "p1").stanza();
        phone.connection.send(presence);
        phone.goes();
        assertThat(session.told()).containsExactly("ending", "undelivered p1", "ended");
    }

    /** What is said of it in docs/performance.md. */
    @Test
    void aHundredContactsWakeAPhoneForMessagesOnly() {
        int[] active = hour(Attention.ACTIVE);
        int[] inactive = hour(Attention.INACTIVE);
        System.out.println("client state: active " + active[0] + " times, " + active[1] + " bytes; inactive "
                + inactive[0] + " times, " + inactive[1] + " bytes");
        assertThat(active[0]).isEqualTo(405);
        assertThat(inactive[0]).isEqualTo(6);
        assertThat(inactive[1]).isLessThan(active[1]);
    }

    /** One of 100 contacts comes or goes 400 times, and there are five messages. Returns wake-ups and bytes. */
    private int[] hour(Attention attention) {
        Phone phone = new Phone(Settings.defaults(directory).limits());
        phone.connection.established(new ConnectionBench.Session());
        phone.bytes = 0;
        phone.connection.attention(attention);
        Random random = new Random(352);
        int wakes = 0;
        for (int change = 0; change < 400; change++) {
            phone.connection.send(change("contact" + random.nextInt(100), change % 2 == 0 ? "away" : "chat"));
            wakes += phone.reads().isEmpty() ? 0 : 1;
            if (change % 70 == 69) {
                phone.message(change);
                wakes += phone.reads().isEmpty() ? 0 : 1;
            }
        }
        phone.connection.attention(Attention.ACTIVE);
        wakes += phone.reads().isEmpty() ? 0 : 1;
        return new int[] {wakes, phone.bytes};
    }

    private static Presence change(String name, String show) {
        Presence plain = (Presence) DeferredTest.presence(name, "p").stanza();
        return plain.withContent(plain.content()
                .plus(Element.named(Stanza.CLIENT_NAMESPACE, "show").text(show).build())
                .plus(Element.named("http://jabber.org/protocol/caps", "c")
                        .attribute("hash", "sha-1")
                        .attribute("node", "urn:example:client")
                        .attribute("ver", "QgayPKawpkPSDYmwT/WM94uAlu0=")
                        .build()));
    }
}
