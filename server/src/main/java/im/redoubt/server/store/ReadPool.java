package im.redoubt.server.store;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs reads on a few platform threads: the SQLite driver holds its carrier while it works, so virtual threads would only
 * look as if they did not block. Threads and connections are made when first needed.
 */
final class ReadPool {
    private static final long CLOSE_SECONDS = 30;

    private final Engine engine;
    private final ThreadPoolExecutor threads;

    /**
     * Makes a pool.
     *
     * @param engine lends connections
     * @param name the beginning of its threads' names
     * @param readers how many threads and connections
     * @param queued how many reads may wait
     */
    ReadPool(Engine engine, String name, int readers, int queued) {
        this.engine = engine;
        this.threads = new ThreadPoolExecutor(
                readers,
                readers,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queued),
                Thread.ofPlatform().name(name, 1).daemon(true).factory());
    }

    <T> CompletableFuture<T> read(ReadOperation<T> operation) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            threads.execute(() -> run(operation, future));
        } catch (RejectedExecutionException e) {
            boolean closed = threads.isShutdown();
            future.completeExceptionally(new StoreException(
                    closed ? StoreProblem.CLOSED : StoreProblem.BUSY,
                    closed ? "The store is closed." : "More reads wait for the disk than may. Try again later.",
                    e));
        }
        return future;
    }

    <T> CompletableFuture<T> snapshot(ReadOperation<T> operation) {
        return read(db -> {
            engine.beginSnapshot(db);
            try {
                return operation.run(db);
            } finally {
                engine.endSnapshot(db);
            }
        });
    }

    /** Runs what waits, and ends. Blocks. */
    void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private <T> void run(ReadOperation<T> operation, CompletableFuture<T> future) {
        T result;
        try {
            result = borrowAndRun(operation);
        } catch (SQLException e) {
            StoreProblem problem = engine.classify(e) == Fault.BROKEN ? StoreProblem.DAMAGED : StoreProblem.UNAVAILABLE;
            future.completeExceptionally(
                    new StoreException(problem, "The database could not be read: " + e.getMessage(), e));
            return;
        } catch (Throwable e) { // whoever waits must hear of it
            // Whatever it is, out of memory among it: nobody may be left waiting.
            future.completeExceptionally(e);
            return;
        }
        future.complete(result);
    }

    private <T> T borrowAndRun(ReadOperation<T> operation) throws SQLException {
        SqlSession session = engine.borrow();
        boolean broken = true;
        try {
            T result = operation.run(session);
            broken = false;
            return result;
        } finally {
            engine.giveBack(session, broken);
        }
    }
}
