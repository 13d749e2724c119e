package im.redoubt.server.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An operation on its way through the writer: waiting, run with a result or an exception, completed. */
final class WriteTask<T> {
    private final WriteOperation<T> operation;
    private final long bytes;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private @Nullable Runnable completion;

    WriteTask(WriteOperation<T> operation, long bytes) {
        this.operation = operation;
        this.bytes = bytes;
    }

    /** Runs the operation and keeps its result for {@link #complete}. */
    void run(SqlSession db) throws SQLException {
        T result = operation.run(db);
        completion = () -> future.complete(result);
    }

    /** Makes this operation fail, whatever it did before. */
    void fail(RuntimeException reason) {
        completion = () -> future.completeExceptionally(reason);
    }

    /** Completes the future with what was kept. */
    void complete() {
        Runnable kept = completion;
        if (kept == null) {
            throw new IllegalStateException("an operation that did not run is completed");
        }
        kept.run();
    }

    CompletableFuture<T> future() {
        return future;
    }

    long bytes() {
        return bytes;
    }
}
