package im.redoubt.server.store;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * What the parts of a store share.
 *
 * @param writer runs what changes something
 * @param reader runs what reads
 * @param archiveReader runs what reads archives, so that nobody else waits for it
 * @param damage is told of damaged rows
 * @param clock the wall clock
 * @param random makes secrets
 * @param quotas what one account may hold
 * @param growth knows whose archives grow
 */
record Access(
        GroupWriter writer,
        ReadPool reader,
        ReadPool archiveReader,
        DamageLog damage,
        InstantSource clock,
        SecureRandom random,
        AccountQuotas quotas,
        ArchiveGrowth growth) {
    /** The size that a small operation counts as in the write queue. */
    static final long SMALL = 256;

    /** Reads with one statement. */
    <T> CompletableFuture<T> read(ReadOperation<T> operation) {
        return reader.read(operation);
    }

    /** Reads with several statements, which all see the same state. */
    <T> CompletableFuture<T> snapshot(ReadOperation<T> operation) {
        return reader.snapshot(operation);
    }

    /** Reads archives with several statements, which all see the same state. */
    <T> CompletableFuture<T> archive(ReadOperation<T> operation) {
        return archiveReader.snapshot(operation);
    }

    /** Writes. */
    <T> CompletableFuture<T> write(long bytes, WriteOperation<T> operation) {
        return write(bytes, operation, Optional.empty(), result -> {});
    }

    /** Writes, and a count in the same transaction; {@code committed} is told of it in the order of writing. */
    <T> CompletableFuture<T> write(
            long bytes, WriteOperation<T> operation, Optional<StreamCount> counted, Consumer<T> committed) {
        return writer.submit(new WriteTask<>(operation, bytes, counted, committed));
    }

    /** Writes what may be refused, also halfway. */
    <T> CompletableFuture<Outcome<T>> change(long bytes, WriteOperation<Outcome<T>> operation) {
        return write(bytes, operation).exceptionally(e -> {
            if (e instanceof RefusedException refused) {
                return new Outcome.Refused<>(refused.reason());
            }
            throw new CompletionException(e);
        });
    }
}
