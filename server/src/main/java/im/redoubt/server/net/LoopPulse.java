package im.redoubt.server.net;

import io.netty.util.concurrent.EventExecutor;
import java.util.function.LongSupplier;

/**
 * How late one event loop is: it is asked now and then, and what it does not answer yet counts. Any thread may ask, one at a
 * time.
 */
final class LoopPulse {
    private final EventExecutor loop;
    private final LongSupplier nanoTime;
    private volatile long askedAt;
    private volatile boolean waiting;
    private volatile long lag;

    LoopPulse(EventExecutor loop, LongSupplier nanoTime) {
        this.loop = loop;
        this.nanoTime = nanoTime;
    }

    /** Asks, unless the last question was not answered yet. */
    void ask() {
        if (!waiting && !loop.isShuttingDown()) {
            askedAt = nanoTime.getAsLong();
            waiting = true;
            loop.execute(this::answer);
        }
    }

    private void answer() {
        lag = nanoTime.getAsLong() - askedAt;
        waiting = false;
    }

    /** Returns whether it still runs. */
    boolean isAlive() {
        return !loop.isShuttingDown();
    }

    /** Returns how long the last answer took, or how long one is overdue. */
    long nanos() {
        return waiting ? Math.max(lag, nanoTime.getAsLong() - askedAt) : lag;
    }
}
