package im.redoubt.server.guard;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads that derive keys from passwords: few, with a short queue, and no source may fill it.
 *
 * <p>Guarantee: event loops never derive keys, no more work waits than the queue holds, and one address holds at most a
 * quarter of it, so that others still get in. Work that was cancelled before its turn is not done.
 */
public final class CryptoPool implements AutoCloseable {

    private static final int SHARE = 4;

    private final ThreadPoolExecutor executor;
    private final int perSource;
    private final Map<AddressKey, Integer> pending = new HashMap<>();

    /**
     * Starts no thread yet; threads start with the first work.
     *
     * @param threads how many keys are derived at once
     * @param queue how many more may wait
     */
    public CryptoPool(int threads, int queue) {
        this.perSource = Math.max(1, queue / SHARE);
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().name("redoubt-crypto-", 0).daemon().factory());
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Puts work into the queue.
     *
     * @param <T> what it computes
     * @param source who asked for it
     * @param work the computation
     * @return its result, completed on a thread of the pool; or nothing if the queue or the source's share of it is
     *     full, which SASL tells as {@code temporary-auth-failure} (RFC 6120, 6.5.11)
     */
    public <T> Optional<CompletableFuture<T>> submit(AddressKey source, Supplier<T> work) {
        if (!enter(source)) {
            return Optional.empty();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> run(source, work, result));
            return Optional.of(result);
        } catch (RejectedExecutionException full) {
            leave(source);
            return Optional.empty();
        }
    }

    /** The source's share is free again before the result is there: whoever waited for it may ask for more at once. */
    private <T> void run(AddressKey source, Supplier<T> work, CompletableFuture<T> result) {
        if (result.isDone()) {
            leave(source);
            return;
        }
        T value;
        try {
            value = work.get();
        } catch (RuntimeException | Error failed) { // whatever it is, the caller must hear of it
            leave(source);
            result.completeExceptionally(failed);
            return;
        }
        leave(source);
        result.complete(value);
    }

    private boolean enter(AddressKey source) {
        synchronized (pending) {
            int before = pending.getOrDefault(source, 0);
            if (before >= perSource) {
                return false;
            }
            pending.put(source, before + 1);
            return true;
        }
    }

    private void leave(AddressKey source) {
        synchronized (pending) {
            pending.computeIfPresent(source, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /**
     * Counts what waits.
     *
     * @return the length of the queue
     */
    public int waiting() {
        return executor.getQueue().size();
    }

    /** Takes no more work and drops what waits. What is being computed is computed to its end. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** How many sources have work here, for tests of the bound. */
    int sources() {
        synchronized (pending) {
            return pending.size();
        }
    }
}
