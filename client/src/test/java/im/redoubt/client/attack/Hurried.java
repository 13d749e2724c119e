package im.redoubt.client.attack;

import im.redoubt.client.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A time that stands still until it is let go, and then goes twenty times as fast: for deadlines that are long for people. */
final class Hurried implements Timeline, AutoCloseable {
    private static final int FACTOR = 20;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final List<Due> waiting = new ArrayList<>();
    private boolean goes;

    /**
     * Something that is due.
     *
     * @param delay how much later, once time goes
     */
    private record Due(Duration delay, Runnable work) {}

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable work) {
        Due due = new Due(delay, work);
        waiting.add(due);
        if (goes) {
            begin(due);
        }
        return () -> callOff(due);
    }

    private void begin(Due due) {
        Future<?> unused =
                executor.schedule(() -> done(due), due.delay().dividedBy(FACTOR).toNanos(), TimeUnit.NANOSECONDS);
    }

    private void done(Due due) {
        if (callOff(due)) {
            due.work().run();
        }
    }

    /** Returns whether it was still due. */
    private synchronized boolean callOff(Due due) {
        return waiting.remove(due);
    }

    /** Lets it go. */
    synchronized void go() {
        goes = true;
        waiting.forEach(this::begin);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
