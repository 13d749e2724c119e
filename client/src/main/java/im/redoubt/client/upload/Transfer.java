package im.redoubt.client.upload;

import im.redoubt.client.ClientException;
import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pending;
import java.time.Duration;

/**
 * Bytes on their way.
 *
 * @param <T> what comes of it
 */
public final class Transfer<T> {
    /** How many bytes go between two notes of progress. */
    public static final int STEP_BYTES = 256 * 1_024;

    private final Host host;
    private final Listeners<Long> progress;
    private final Pending<T> result = new Pending<>();
    private volatile Runnable hangUp = () -> {};
    private long moved;
    private long told;

    Transfer(Host host) {
        this.host = host;
        this.progress = host.listeners();
    }

    /**
     * Returns the result; it fails with {@link TransferException}, or with whatever a service refused, or with a
     * {@link ClientException} once it was cancelled.
     */
    public Pending<T> result() {
        return result;
    }

    /** Returns who hears how many bytes went, each {@link #STEP_BYTES} and at the end. */
    public Listeners<Long> progress() {
        return progress;
    }

    /** Ends it, from any thread. Part of the bytes may have gone. */
    public void cancel() {
        stop(new ClientException("the transfer was cancelled"));
    }

    /** What ends a connection may wait for it, so that is done on a thread of the time's. */
    void stop(ClientException why) {
        if (result.completeExceptionally(why)) {
            host.timeline().after(Duration.ZERO, () -> hangUp.run());
        }
    }

    boolean isOver() {
        return result.isDone();
    }

    /** Says how the connection is ended that moves the bytes now. */
    void over(Runnable end) {
        hangUp = end;
    }

    /** So many more bytes went; called by one thread. */
    void moved(int bytes) {
        moved += bytes;
        if (moved - told >= STEP_BYTES) {
            tell();
        }
    }

    void done(T value) {
        if (told != moved) {
            tell();
        }
        result.complete(value);
    }

    private void tell() {
        told = moved;
        progress.tell(moved);
    }
}
