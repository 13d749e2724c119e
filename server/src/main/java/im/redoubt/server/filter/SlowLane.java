package im.redoubt.server.filter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The one thread that judges what takes longer than an event loop may wait. Each session has one stanza here at most, since it reads
 * nothing more until that is judged; so whoever sends such stanzas makes others wait who send them as well, and nobody else.
 */
final class SlowLane {
    private static final int MOST_WAITING = 1_000;
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("redoubt-filters").daemon().factory());

    SlowLane() {
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Does something when it is its turn.
     *
     * @param work what
     * @param full what comes of it when too much waits already
     */
    <T> CompletionStage<T> run(Supplier<T> work, T full) {
        try {
            return CompletableFuture.supplyAsync(work, thread);
        } catch (RejectedExecutionException tooMuch) {
            return CompletableFuture.completedFuture(full);
        }
    }
}
