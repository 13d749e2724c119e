package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.client.Client;
import im.redoubt.client.SignInException;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.ServerFault;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that asks for too many iterations costs its client nothing (CVE-2026-42198): nothing is derived. */
@Tag("LIB-07")
@Tag("A-44")
class IterationsTest {
    private static final Duration MOST = Duration.ofMillis(50);
    private static final int WARMED_UP = 12;

    private final AtomicLong spent = new AtomicLong();

    /** Adds up what its threads compute. */
    private Thread measured(Runnable work) {
        Thread thread = new Thread(() -> {
            work.run();
            spent.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        });
        thread.setDaemon(true);
        return thread;
    }

    @Test
    void tooManyAreRefusedBeforeAnythingIsComputed() throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC).commits(ServerFault.ITERATES_FOR_HOURS);
        ThreadFactory threads = this::measured;
        long least = Long.MAX_VALUE;
        try (Range range = Range.of(service, Opening.STARTTLS)) {
            Client client = range.client().threads(threads).build();
            // Handshakes cost much in a machine that has not compiled them yet; what a server causes is the same each
            // time.
            for (int i = 1; i <= WARMED_UP; i++) {
                spent.set(0);
                assertThat(catchThrowableOfType(SignInException.class, client::open))
                        .isNotNull();
                range.server().awaitGone(i, Range.PATIENCE);
                least = Math.min(least, spent.get());
            }
            Leaks.assertNoMoreThan(Leaks.Disclosure.NAME, range.server().recordings());
        }
        assertThat(Duration.ofNanos(least)).isPositive().isLessThan(MOST);
    }
}
