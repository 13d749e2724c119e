package im.redoubt.server.store;

/**
 * The limits of the store's queues and threads.
 *
 * @param queuedOperations writes that may wait
 * @param queuedBytes their size in bytes
 * @param batchOperations writes in one transaction
 * @param batchBytes their size in bytes; a single larger one is a batch of its own
 * @param readers threads and connections that read
 * @param archiveReaders threads and connections that read archives
 * @param queuedReads reads that may wait, of each kind
 */
public record WorkLimits(
        int queuedOperations,
        long queuedBytes,
        int batchOperations,
        long batchBytes,
        int readers,
        int archiveReaders,
        int queuedReads) {
    /** What suits a small machine. */
    public static final WorkLimits DEFAULT = new WorkLimits(16_384, 64L << 20, 1024, 4L << 20, 4, 2, 8_192);

    /** Refuses limits that nothing could be done with. */
    public WorkLimits {
        if (queuedOperations < 1
                || queuedBytes < 1
                || batchOperations < 1
                || batchBytes < 1
                || readers < 1
                || archiveReaders < 1
                || queuedReads < 1) {
            throw new IllegalArgumentException("every limit of the store's work is at least 1");
        }
    }
}
