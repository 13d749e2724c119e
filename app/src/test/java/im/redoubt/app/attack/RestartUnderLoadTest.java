package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is stopped and started again, or stands still, while clients talk: each message arrives once and in order. */
@Tag("SRV-13")
class RestartUnderLoadTest {
    private static final List<String> SMALL = List.of("-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final String[] SETTINGS = {
        "accounts.plain_within_tls=true",
        "limits.stanzas_per_second=100000",
        "limits.burst_stanzas=100000",
        "limits.bytes_per_second=100000000",
        "limits.burst_bytes=100000000"
    };
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int A_WHILE = 60;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int PAIRS = 3;

    @TempDir
    private Path directory = Path.of("");

    private final AtomicReference<RedoubtProcess> service = new AtomicReference<>();
    private final List<Chatter> all = new ArrayList<>();

    @Test
    @Tag("N-124")
    @Tag("D-108")
    @Tag("C-109")
    void nothingIsLostOrDoubled() throws Exception {
        restart(3);
    }

    @Test
    @Tag("N-124")
    @Tag("D-108")
    @Tag("long")
    void nothingIsLostOrDoubledInFiftyRestarts() throws Exception {
        restart(50);
    }

    private void restart(int times) throws Exception {
        talk(() -> {
            for (int restart = 0; restart < times; restart++) {
                talkForAWhile();
                RedoubtProcess before = service.get();
                before.signal("TERM");
                assertThat(before.exitCode()).isEqualTo(143);
                start();
            }
            talkForAWhile();
        });
        for (Chatter one : all) {
            assertThat(one.resumed()).isEqualTo(times);
            assertThat(one.ends())
                    .filteredOn(end -> end.contains("<system-shutdown"))
                    .isNotEmpty();
        }
    }

    /** The process does nothing for a while, as under a debugger, in a snapshot, or on a machine that slept. */
    @Test
    @Tag("N-123")
    void aPauseIsSurvived() throws Exception {
        pause(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    @Tag("N-123")
    @Tag("long")
    void aPauseOfAMinuteIsSurvived() throws Exception {
        pause(TimeUnit.SECONDS.toNanos(60));
    }

    /** The clients' own patience is shorter than a minute: they come back over other connections, which wait to be taken. */
    private void pause(long nanos) throws Exception {
        talk(() -> {
            talkForAWhile();
            service.get().signal("STOP");
            LockSupport.parkNanos(nanos);
            service.get().signal("CONT");
            talkForAWhile();
        });
    }

    /** Clients talk while something happens; in the end everybody has everything once. */
    private void talk(Runnable meanwhile) throws Exception {
        start();
        for (int pair = 0; pair < PAIRS; pair++) {
            String one = "a" + (char) ('a' + pair);
            String other = "b" + (char) ('a' + pair);
            service.get().with(one).with(other);
            all.add(new Chatter(one, other, service::get));
            all.add(new Chatter(other, one, service::get));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            all.forEach(one -> running.add(threads.submit(one)));
            try {
                await(() -> all.stream().allMatch(Chatter::isThere));
                all.forEach(Chatter::begin);
                meanwhile.run();
                all.forEach(Chatter::enough);
                await(() -> all.stream().allMatch(Chatter::isQuiet));
                // What was acknowledged is on its way to a session that is there.
                List<Integer> sent = all.stream().map(Chatter::sent).toList();
                await(() -> IntStream.range(0, sent.size())
                        .allMatch(index -> all.get(index ^ 1).count() >= sent.get(index)));
            } finally {
                all.forEach(Chatter::finish);
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            service.get().close();
        }
        for (int index = 0; index < all.size(); index++) {
            Chatter sender = all.get(index);
            Chatter receiver = all.get(index ^ 1);
            assertThat(sender.sent()).isGreaterThan(20);
            assertComplete(sender, receiver);
        }
    }

    private static void assertComplete(Chatter sender, Chatter receiver) {
        int sent = sender.sent();
        List<Integer> received = receiver.received();
        List<Integer> lost = IntStream.rangeClosed(1, sent).boxed().collect(Collectors.toCollection(ArrayList::new));
        lost.removeAll(Set.copyOf(received));
        assertThat(lost)
                .as(
                        "lost of what %s sent; %s resumed %d times, and ended: %s",
                        sender, receiver, receiver.resumed(), receiver.ends())
                .isEmpty();
        List<String> turns = IntStream.range(1, received.size())
                .filter(index -> received.get(index) != received.get(index - 1) + 1)
                .mapToObj(index -> received.get(index) + " behind " + received.get(index - 1))
                .toList();
        assertThat(turns).as("doubled or out of order").isEmpty();
        assertThat(received).hasSize(sent);
    }

    /** Each of them has messages acknowledged, and so on a connection that is there. */
    private void talkForAWhile() {
        List<Long> before = all.stream().map(Chatter::acknowledged).toList();
        await(() -> IntStream.range(0, all.size())
                .allMatch(index -> all.get(index).acknowledged() >= before.get(index) + A_WHILE));
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    private void start() {
        service.set(RedoubtProcess.start(directory.resolve("data"), SMALL, SETTINGS));
    }
}
