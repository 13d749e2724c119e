package im.redoubt.testkit.fault;

import java.time.Duration;
import java.util.Optional;

/** The outage that there is at the moment, if there is one. Thread-safe. */
final class Weather {
    private static final Duration TRICKLE = Duration.ofSeconds(1);

    private Optional<Outage> now = Optional.empty();
    private long changes;

    /** What becomes of bytes. */
    enum Passage {
        /** They get through. */
        ALL,
        /** The first of them does. */
        ONE,
        /** They are lost, and everything behind them. */
        NONE
    }

    synchronized void become(Optional<Outage> next) {
        now = next;
        changes++;
        notifyAll();
    }

    synchronized Optional<Outage> now() {
        return now;
    }

    /**
     * Waits until bytes may go on.
     *
     * @param up whether a client has sent them
     */
    synchronized Passage pass(boolean up) throws InterruptedException {
        while (now.filter(Outage.HOLDS::equals).isPresent()) {
            wait();
        }
        if (now.filter(outage -> outage.loses(up) || outage.ends()).isPresent()) {
            return Passage.NONE;
        }
        if (!now.filter(Outage.TRICKLES::equals).isPresent()) {
            return Passage.ALL;
        }
        long before = changes;
        long end = System.nanoTime() + TRICKLE.toNanos();
        for (long left = TRICKLE.toMillis();
                left > 0 && changes == before;
                left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return changes == before ? Passage.ONE : pass(up);
    }
}
