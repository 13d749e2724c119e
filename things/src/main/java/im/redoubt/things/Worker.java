package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.client.Pending;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * One thread that does one thing behind the other: proving, deciding, and writing to the disk, none of which may hold up a session. It is
 * gone while there is nothing to do.
 */
final class Worker implements AutoCloseable {
    /** How much may wait. */
    static final int MOST_WAITING = 256;

    private final ThreadPoolExecutor executor;
    private final AtomicLong failures = new AtomicLong();

    Worker(ThreadFactory threads) {
        executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), threads);
        executor.allowCoreThreadTimeOut(true);
    }

    static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "redoubt-things");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Does something when its turn comes.
     *
     * @return what it returned or threw; it fails at once if too much waits, or this is closed
     */
    <T> Pending<T> begin(Supplier<T> work) {
        Pending<T> result = new Pending<>();
        try {
            executor.execute(() -> {
                try {
                    result.complete(work.get());
                } catch (RuntimeException failed) { // whoever asked hears of it, and the next one has its turn
                    result.completeExceptionally(failed);
                }
            });
        } catch (RejectedExecutionException full) {
            result.completeExceptionally(new ClientException("too much waits to be done, or it is closed", full));
        }
        return result;
    }

    /**
     * Does something when its turn comes, of which nobody waits for the result.
     *
     * @return whether it will be done: not if too much waits
     */
    boolean run(Runnable work) {
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } catch (
                        RuntimeException
                                failed) { // nothing of what was asked has happened, and the next one has its turn
                    failures.incrementAndGet();
                }
            });
            return true;
        } catch (RejectedExecutionException full) {
            failures.incrementAndGet();
            return false;
        }
    }

    /** Returns how much of what nobody waited for has failed. */
    long failures() {
        return failures.get();
    }

    /** Does what waits, and nothing more; waits for the end of it. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
