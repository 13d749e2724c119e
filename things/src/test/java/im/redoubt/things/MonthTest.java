package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.text.Unverified;
import im.redoubt.things.Bench.Hand;
import im.redoubt.things.command.Role;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A month in which a device comes on line every few minutes leaves nothing behind in its memory, nor on its list of what is due. */
@Tag("I-155")
final class MonthTest {
    private static final int RECONNECTS = 10_000;
    private static final int WARM = 2_000;
    private static final Duration EACH = Duration.ofDays(30).dividedBy(RECONNECTS);
    private static final int MOST_GROWTH_BYTES = 1_000_000;

    private final Hand keypad = new Hand("keypad@example.org");
    private final Bench bench = new Bench().withPin().with(keypad, Role.OWNER);
    private final FakeHost net = new FakeHost(Bench.PANEL);

    @Test
    void nothingGrows() {
        long warm = 0;
        int due = 0;
        try (Worker worker = new Worker(Worker::thread)) {
            DeviceLine<Toy.State> line = new DeviceLine<>(
                    net.host,
                    bench.core,
                    worker,
                    new DeviceLine.Settings<>(Unverified.of("panel"), Duration.ofMinutes(1), bench.core::memory));
            for (int i = 0; i < RECONNECTS; i++) {
                if (i == WARM) {
                    warm = used();
                    due = net.waiting();
                }
                reconnect(i, worker);
            }
            assertThat(line.meeting()).isNotNull();
            assertThat(net.waiting()).as("timers").isLessThanOrEqualTo(due);
            assertThat(used() - warm).as("bytes of heap").isLessThan(MOST_GROWTH_BYTES);
        }
    }

    private void reconnect(int i, Worker worker) {
        net.connect(keypad.address);
        net.asked("time").forEach(FakeHost.Asked::fail);
        if (i % 50 == 0) {
            bench.core.change(state -> Change.to(state).telling(Toy.INTRUSION, new Toy.Intrusion(i)));
            bench.core.become(bench.core
                    .memory()
                    .changing(
                            member -> true,
                            member ->
                                    member.hearing(bench.core.memory().events().next() - 1)));
        }
        worker.begin(() -> true).await();
        net.pass(EACH);
        bench.pass(EACH);
        assertThat(net.sent).as("it says that it is there").isNotEmpty();
        net.sent.clear();
        net.deliveries.clear();
        net.told.clear();
        net.asked.clear();
        bench.followed.clear();
        bench.received.clear();
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
