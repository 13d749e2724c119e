package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.redoubt.client.Delivery;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pace;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.archive.Archive;
import im.redoubt.client.avatar.Avatars;
import im.redoubt.client.bookmark.Bookmarks;
import im.redoubt.client.capabilities.Capabilities;
import im.redoubt.client.carbons.Carbons;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.correction.Corrections;
import im.redoubt.client.marker.Markers;
import im.redoubt.client.receipt.Receipts;
import im.redoubt.client.room.Rooms;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.state.ChatStates;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Recording;
import im.redoubt.testkit.hostile.ServerFault;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However much a server sends, or however little it reads: what waits in the client is bounded. */
@Tag("LIB-08")
@Tag("once")
class FloodTest {
    /** What the heap may grow by while a flood waits or passes: queues, and what the test itself keeps. */
    private static final long MOST_GROWTH = 8L << 20;

    /** What the heap may grow by while an outbox is full. */
    private static final long MOST_WAITING = 32L << 20;

    /** How much of a flood shows what is kept of it: several times what may be. */
    private static final long FLOOD = 3 * MOST_GROWTH;

    private static final Feature<?>[] EVERYTHING = {
        Roster.FEATURE,
        Capabilities.FEATURE,
        Chat.FEATURE,
        Receipts.FEATURE,
        ChatStates.FEATURE,
        Markers.FEATURE,
        Corrections.FEATURE,
        Carbons.FEATURE,
        Archive.FEATURE,
        Rooms.FEATURE,
        Bookmarks.FEATURE,
        Avatars.FEATURE
    };

    /** No other connection while it is measured: what goes again over that one would be in the heap of the server, too. */
    private static final Pace ONE_CONNECTION = Pace.STANDARD
            .withPatience(Duration.ofSeconds(2))
            .withPauses(Duration.ofMinutes(10), Duration.ofMinutes(10));

    /** Whoever is answered and does not listen fills the buffers of the system with questions, and no more. */
    private static final long LEAST_FLOOD = 1 << 20;

    private static final Duration FLOODED = Duration.ofSeconds(8);

    /** After this time without a byte a connection stands still. */
    private static final Duration STANDS = Duration.ofMillis(500);

    private final HonestService service = Range.service(Range.CLASSIC);

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** A flood passes, or its connection ends; nothing of it stays, whatever feature hears of it. */
    @ParameterizedTest
    @EnumSource(
            value = ServerFault.class,
            names = {
                "FLOODS_WITH_MESSAGES",
                "FLOODS_WITH_PRESENCE",
                "FLOODS_WITH_REQUESTS",
                "FLOODS_WITH_REQUESTS_TO_ACKNOWLEDGE",
                "NEVER_ENDS_A_STANZA"
            })
    @Tag("D-98")
    @Tag("D-101")
    void aFloodIsNotKept(ServerFault fault) throws InterruptedException {
        CountDownLatch offline = new CountDownLatch(1);
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client()
                        .pace(ONE_CONNECTION)
                        .with(EVERYTHING)
                        .build()
                        .open()) {
            session.get(Roster.FEATURE).loaded().await(Range.PATIENCE);
            session.states().add(state -> {
                if (!(state instanceof SessionState.Online)) {
                    offline.countDown();
                }
            });
            long before = used();
            service.commits(fault);
            Range.provoke(session);
            Recording recording = range.server().recordings().get(0);
            await().atMost(Range.PATIENCE).until(() -> service.committed() > 0);
            boolean left = awaitFlood(recording, offline);
            assertThat(left || recording.sent() > LEAST_FLOOD)
                    .as("it is a flood")
                    .isTrue();
            assertThat(used() - before).isLessThan(MOST_GROWTH);
            // What can be taken one by one may pass; what is one thing must not.
            assertThat(left || fault != ServerFault.NEVER_ENDS_A_STANZA)
                    .as("it is left")
                    .isTrue();
            session.end();
        }
    }

    /** Waits until the connection ends, or the client has taken a flood or takes nothing more of it; returns whether it ended. */
    private static boolean awaitFlood(Recording recording, CountDownLatch offline) throws InterruptedException {
        long end = System.nanoTime() + FLOODED.toNanos();
        long sent = -1;
        boolean left = false;
        while (!left && sent < FLOOD && sent != recording.sent() && System.nanoTime() < end) {
            sent = recording.sent();
            left = offline.await(STANDS.toMillis(), TimeUnit.MILLISECONDS);
        }
        return left;
    }

    /** An application that does not keep up is waited for, by not reading. */
    @Test
    @Tag("D-101")
    void aListenerThatIsSlowHoldsTheServerUp() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Feature<Listeners<Incoming>> slow = host -> {
            Listeners<Incoming> listeners = host.listeners();
            host.onMessage(message -> {
                listeners.tell(message);
                return true;
            });
            return listeners;
        };
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session =
                        range.client().pace(ONE_CONNECTION).with(slow).build().open()) {
            session.get(slow).add(message -> {
                first.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            long before = used();
            service.commits(ServerFault.FLOODS_WITH_MESSAGES);
            Range.provoke(session);
            assertThat(first.await(Range.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(sentUntilItStands(range.server().recordings().get(0))).isLessThan(MOST_GROWTH);
            assertThat(used() - before).isLessThan(MOST_GROWTH);
            session.end();
            release.countDown();
        }
    }

    /** Whoever writes to it, and is kept by that, keeps the loop as well; what it says meanwhile waits on its side. */
    @Test
    @Tag("D-100")
    @Tag("D-101")
    void aServerThatFloodsAndDoesNotReadIsNotReadEither() throws InterruptedException, IOException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client()
                        .pace(ONE_CONNECTION.withPatience(Range.PATIENCE))
                        .build()
                        .open()) {
            service.commits(ServerFault.FLOODS_WITH_PRESENCE);
            Range.provoke(session);
            Host host = session.get(Range.RAW);
            String body = "b".repeat(50_000);
            Thread writer = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    host.send(Ear.message(host.account(), body));
                }
            });
            writer.start();
            await().atMost(Range.PATIENCE).until(() -> service.committed() > 0);
            assertThat(sentUntilItStands(range.server().recordings().get(0))).isLessThan(FLOOD);
            range.server().cut();
            writer.join();
            session.end();
        }
    }

    /** Returns how much the client was sent when nothing more of it goes out: because it does not read, or it has got all of it. */
    private static long sentUntilItStands(Recording recording) {
        AtomicLong last = new AtomicLong();
        await().pollInterval(STANDS)
                .atMost(Range.PATIENCE)
                .until(() -> recording.sent() > FLOOD || recording.sent() == last.getAndSet(recording.sent()));
        return recording.sent();
    }

    /** A server that does not read is left after the client's patience, and no more waits for it than an outbox holds. */
    @Test
    @Tag("D-100")
    void aServerThatDoesNotReadIsLeft() throws InterruptedException {
        CountDownLatch offline = new CountDownLatch(1);
        List<Delivery> deliveries = new ArrayList<>();
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().pace(ONE_CONNECTION).build().open()) {
            session.states().add(state -> {
                if (!(state instanceof SessionState.Online)) {
                    offline.countDown();
                }
            });
            service.commits(ServerFault.STOPS_READING);
            Range.ping(session).await(Range.PATIENCE);
            Host host = session.get(Range.RAW);
            long before = used();
            String body = "b".repeat(50_000);
            for (int i = 0; i < 2_000; i++) {
                deliveries.add(host.send(Ear.message(host.account(), body)));
            }
            assertThat(offline.await(Range.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("it is left")
                    .isTrue();
            assertThat(used() - before).isLessThan(MOST_WAITING);
            assertThat(deliveries.stream().filter(one -> one.accepted().isCompletedExceptionally()))
                    .as("what found no room was told so")
                    .isNotEmpty();
            session.end();
        }
    }
}
