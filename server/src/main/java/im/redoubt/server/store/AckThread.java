package im.redoubt.server.store;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Completes the futures of finished batches, in order and away from the writer, so that what callers chained to them does
 * not hold up the next transaction. The queue is short: if callers are slow for long, the writer waits.
 */
final class AckThread {
    private static final int QUEUED_BATCHES = 64;
    private static final List<WriteTask<?>> END = List.of();

    private final BlockingQueue<List<WriteTask<?>>> batches = new ArrayBlockingQueue<>(QUEUED_BATCHES);
    private final Thread thread =
            Thread.ofPlatform().name("store-ack").daemon(true).unstarted(this::run);

    void start() {
        thread.start();
    }

    /** Hands over a batch that ended one way or the other. */
    void add(List<WriteTask<?>> batch) throws InterruptedException {
        batches.put(batch);
    }

    /** Ends the thread after what it was given. Blocks. */
    void close() throws InterruptedException {
        batches.put(END);
        thread.join();
    }

    private void run() {
        try {
            for (List<WriteTask<?>> batch = batches.take(); !batch.isEmpty(); batch = batches.take()) {
                batch.forEach(WriteTask::complete);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
