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
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.ServerFault;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However much a server sends, or however little it reads: what waits in the client is bounded. */
@Tag("LIB-08")
@Tag("once")
class FloodTest {
    /** What the heap may grow by while a flood of 256 MiB waits or passes: queues, and what the test itself keeps. */
    private static final long MOST_GROWTH = 48L << 20;

    /** No other connection while it is measured: what goes again over that one would be in the heap of the server, too. */
    private static final Pace ONE_CONNECTION = Pace.STANDARD
            .withPatience(Duration.ofSeconds(5))
            .withPauses(Duration.ofMinutes(10), Duration.ofMinutes(10));

    private static final Duration FLOODED = Duration.ofSeconds(8);

    private final HonestService service = Range.service(Range.CLASSIC);

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** A flood passes, or its connection ends; nothing of it stays. */
    @ParameterizedTest
    @EnumSource(
            value = ServerFault.class,
            names = {
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
                Session session = range.client().build().open()) {
            session.states().add(state -> {
                if (!(state instanceof SessionState.Online)) {
                    offline.countDown();
                }
            });
            long before = used();
            service.commits(fault);
            Range.provoke(session);
            boolean left = offline.await(FLOODED.toSeconds(), TimeUnit.SECONDS);
            assertThat(service.committed()).isPositive();
            assertThat(used() - before).isLessThan(MOST_GROWTH);
            // What can be taken one by one may pass; what is one thing must not.
            assertThat(left || fault != ServerFault.NEVER_ENDS_A_STANZA)
                    .as("it is left")
                    .isTrue();
            session.end();
        }
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
                Session session = range.client().with(slow).build().open()) {
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
            // Long enough for all of the flood, if somebody took it.
            await().during(Duration.ofSeconds(3)).atMost(Range.PATIENCE).until(() -> used() - before < MOST_GROWTH);
            session.end();
            release.countDown();
        }
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
            assertThat(used() - before).isLessThan(MOST_GROWTH);
            assertThat(deliveries.stream().filter(one -> one.accepted().isCompletedExceptionally()))
                    .as("what found no room was told so")
                    .isNotEmpty();
            session.end();
        }
    }
}
