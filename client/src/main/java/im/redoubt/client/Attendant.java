package im.redoubt.client;

import im.redoubt.client.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The second thread of a session (the first one reads): it waits for what is due, and runs the application's listeners where
 * nothing else was asked for. It is started when there is something to do and ends with the session.
 */
final class Attendant implements Timeline, Executor, AutoCloseable {
    private static final ThreadLocal<Optional<Attendant>> HERE = ThreadLocal.withInitial(Optional::empty);

    private final ThreadFactory threads;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private boolean started;
    private boolean closed;
    private long count;

    /** Something that is due at a time in nanoseconds. */
    private record Due(long at, long number, Runnable work) {}

    Attendant(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable what) {
        Due later = new Due(nanos() + delay.toNanos(), count++, what);
        if (!closed) {
            due.add(later);
            wake();
        }
        return () -> cancel(later);
    }

    private synchronized void cancel(Due later) {
        due.remove(later);
    }

    @Override
    public synchronized void execute(Runnable what) {
        work.add(what);
        wake();
    }

    private synchronized void wake() {
        if (!started) {
            started = true;
            threads.newThread(this::attend).start();
        }
        notifyAll();
    }

    /** Returns the attendant whose thread this is. */
    static Optional<Attendant> here() {
        return HERE.get();
    }

    /**
     * Does what is due until a result is there: a listener that waits for one keeps this thread, and what would bring the
     * result may be due on it.
     *
     * @param result what is waited for
     * @param atMost how long, in nanoseconds
     * @throws InterruptedException if this thread is interrupted
     */
    void attendUntil(Pending<?> result, long atMost) throws InterruptedException {
        result.whenDone((value, failure) -> wake());
        long end = nanos() + Math.min(atMost, Long.MAX_VALUE / 2);
        while (!result.isDone() && end - nanos() > 0) {
            Runnable next = dueUntil(result, end);
            if (next != null) {
                next.run();
            }
        }
    }

    private synchronized @Nullable Runnable dueUntil(Pending<?> result, long end) throws InterruptedException {
        Due first = due.peek();
        long left = Math.min(end, first == null ? end : first.at()) - nanos();
        if (first != null && first.at() - nanos() <= 0) {
            due.remove(first);
            return first.work();
        }
        if (!result.isDone() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return null;
    }

    private void attend() {
        HERE.set(Optional.of(this));
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    /** Waits; what is due comes before listeners, which may take their time. */
    private synchronized @Nullable Runnable next() {
        while (true) {
            Due first = due.peek();
            long left = first == null ? Long.MAX_VALUE : first.at() - nanos();
            if (first != null && left <= 0) {
                due.remove(first);
                return first.work();
            }
            Runnable task = work.poll();
            if (task != null) {
                return task;
            }
            if (closed) {
                started = false; // what comes later still finds a thread
                return null;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException stray) {
                // nobody has a reason to interrupt this thread; what is due decides when it ends
            }
        }
    }

    /** Forgets what is due; listeners that have not run yet still do. */
    @Override
    public synchronized void close() {
        closed = true;
        due.clear();
        notifyAll();
    }
}
