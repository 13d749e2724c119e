package im.redoubt.server.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The one writer: takes what waits, runs it in the order in which it was handed in inside one transaction, commits once,
 * and then completes the futures in the same order.
 *
 * <p>An operation that fails by itself fails alone: the batch is run again with a savepoint around each operation. If the
 * commit fails every future of the batch fails, and on a broken disk nothing is written afterwards: a failed fsync may
 * have dropped data that a second one would then call safe.
 */
final class GroupWriter {
    private final WriterConnection connection;
    private final Engine engine;
    private final WriteOperation<?> beforeCommit;
    private final WriteQueue queue;
    private final AckThread acks = new AckThread();
    private final Thread thread =
            Thread.ofPlatform().name("store-writer").daemon(true).unstarted(this::run);
    private volatile Optional<StoreException> failure = Optional.empty();
    private volatile Optional<StoreException> trouble = Optional.empty();

    /**
     * Makes a writer.
     *
     * @param engine the engine it writes to
     * @param limits the bounds of queue and batch
     * @param beforeCommit runs at the end of every transaction
     */
    GroupWriter(Engine engine, WorkLimits limits, WriteOperation<?> beforeCommit) {
        this.engine = engine;
        this.connection = engine.writer();
        this.beforeCommit = beforeCommit;
        this.queue = new WriteQueue(limits);
    }

    void start() {
        acks.start();
        thread.start();
    }

    /** Hands in an operation. Never blocks; a refusal is in the future. */
    <T> CompletableFuture<T> submit(WriteTask<T> task) {
        Optional<StoreException> failed = failure;
        if (failed.isPresent()) {
            return CompletableFuture.failedFuture(failed.get());
        }
        try {
            queue.add(task);
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
        return task.future();
    }

    /** Why nothing is written any more, if so. */
    Optional<StoreException> failure() {
        return failure;
    }

    /** Why the last batch was not written, if so. */
    Optional<StoreException> trouble() {
        return failure.or(() -> trouble);
    }

    WriteQueue queue() {
        return queue;
    }

    /** Writes what was handed in, completes its futures, and ends. Blocks. */
    void close() {
        queue.close();
        try {
            thread.join();
            acks.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (List<WriteTask<?>> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                write(batch);
                acks.add(batch);
                maintain(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // If this is not the orderly end, nobody is left waiting for a writer that is gone.
            failure = Optional.of(
                    failure.orElseGet(() -> new StoreException(StoreProblem.CLOSED, "The store is closed.")));
            queue.close();
        }
    }

    private void write(List<WriteTask<?>> batch) {
        Optional<StoreException> failed = failure;
        if (failed.isPresent()) {
            batch.forEach(task -> task.fail(failed.get()));
            return;
        }
        try {
            runTogether(batch);
        } catch (SQLException e) {
            connection.rollback();
            failAll(batch, e, false);
            return;
        } catch (Throwable e) { // whoever waits must hear of it
            // Whatever it is, out of memory among it: no future may be left waiting, and none may succeed.
            connection.rollback();
            batch.forEach(task -> task.fail(unexpected(e)));
            return;
        }
        try {
            connection.commit();
            trouble = Optional.empty();
        } catch (SQLException e) {
            connection.rollback();
            failAll(batch, e, true);
        }
    }

    /** Runs all operations in one transaction, and once more one by one if any of them fails by itself. */
    private void runTogether(List<WriteTask<?>> batch) throws SQLException {
        SqlSession db = connection.begin();
        try {
            for (WriteTask<?> task : batch) {
                task.run(db);
            }
            finish(db, batch);
            return;
        } catch (SQLException e) {
            if (!isOwn(e)) {
                throw e;
            }
            connection.rollback();
        } catch (RuntimeException e) { // whoever waits must hear of it
            // An operation runs code of its caller; what that throws is the operation's failure and not the batch's.
            connection.rollback();
        }
        SqlSession again = connection.begin();
        for (WriteTask<?> task : batch) {
            runAlone(again, task);
        }
        finish(again, batch);
    }

    private void finish(SqlSession db, List<WriteTask<?>> batch) throws SQLException {
        StreamRows.write(
                db,
                batch.stream().map(WriteTask::counted).flatMap(Optional::stream).toList());
        beforeCommit.run(db);
    }

    private void runAlone(SqlSession db, WriteTask<?> task) throws SQLException {
        db.sql("SAVEPOINT operation").update();
        try {
            task.run(db);
        } catch (SQLException e) {
            if (!isOwn(e)) {
                throw e;
            }
            db.sql("ROLLBACK TO SAVEPOINT operation").update();
            task.fail(asFailure(e));
        } catch (RuntimeException e) { // whoever waits must hear of it
            // As above: the caller's code.
            db.sql("ROLLBACK TO SAVEPOINT operation").update();
            task.fail(e);
        }
        db.sql("RELEASE SAVEPOINT operation").update();
    }

    private boolean isOwn(SQLException error) {
        Fault fault = engine.classify(error);
        return fault == Fault.OPERATION || fault == Fault.NO_ACCOUNT;
    }

    private void failAll(List<WriteTask<?>> batch, SQLException error, boolean committing) {
        StoreException reason = WriteFailure.of(engine.classify(error), error, committing);
        trouble = Optional.of(reason);
        if (engine.classify(error) == Fault.BROKEN) {
            failure = Optional.of(new StoreException(
                    StoreProblem.READ_ONLY,
                    "A write to the disk failed, so nothing is written any more. Check the disk, then start the server again.",
                    error));
        }
        batch.forEach(task -> task.fail(reason));
    }

    private StoreException asFailure(SQLException error) {
        return WriteFailure.of(engine.classify(error), error, false);
    }

    private static StoreException unexpected(Throwable error) {
        return new StoreException(
                StoreProblem.UNAVAILABLE, "A write failed for a reason that is a bug or a lack of memory.", error);
    }

    private void maintain(List<WriteTask<?>> batch) {
        if (failure.isPresent()) {
            return;
        }
        try {
            connection.maintain(
                    batch.size(), batch.stream().mapToLong(WriteTask::bytes).sum());
        } catch (SQLException e) {
            if (engine.classify(e) == Fault.BROKEN) {
                failAll(List.of(), e, false);
            }
        }
    }
}
