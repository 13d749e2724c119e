package im.redoubt.server.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An operation on its way through the writer: waiting, run with a result or an exception, completed. */
final class WriteTask<T> {
    private final WriteOperation<T> operation;
    private final long bytes;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    /** Nobody else has it: whoever waits for a future may run what was chained to it, and so out of turn. */
    private final CompletableFuture<T> told = new CompletableFuture<>();

    private final Optional<StreamCount> counted;
    private @Nullable Runnable completion;
    private boolean failed;

    /**
     * Makes a task that waits.
     *
     * @param operation what is to be done
     * @param bytes about how much it writes
     * @param counted the count that goes to disk with it
     * @param committed hears of the result in its turn: whoever chains something to the future may come too late for that
     */
    WriteTask(WriteOperation<T> operation, long bytes, Optional<StreamCount> counted, Consumer<T> committed) {
        this.operation = operation;
        this.bytes = bytes;
        this.counted = counted;
        var _ = told.thenAccept(committed);
    }

    /** Runs the operation and keeps its result for {@link #complete}. */
    void run(SqlSession db) throws SQLException {
        T result = operation.run(db);
        failed = false;
        completion = () -> {
            told.complete(result);
            future.complete(result);
        };
    }

    /** Makes this operation fail, whatever it did before. */
    void fail(RuntimeException reason) {
        failed = true;
        completion = () -> future.completeExceptionally(reason);
    }

    /** Completes the future with what was kept. */
    void complete() {
        Runnable kept = completion;
        if (kept == null) {
            throw new IllegalStateException("an operation that did not run is completed");
        }
        counted().ifPresent(StreamCount::committed);
        kept.run();
    }

    /** Returns the count that goes to disk with it, unless it failed. */
    Optional<StreamCount> counted() {
        return failed ? Optional.empty() : counted;
    }

    CompletableFuture<T> future() {
        return future;
    }

    long bytes() {
        return bytes;
    }
}
