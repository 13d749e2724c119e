package im.redoubt.server.event;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes security events to files, in order, each line chained to the one before.
 *
 * <p>Guarantees: recording never blocks and never throws; what is not written is counted, and the count is written; the
 * files take no more room than the settings say; when the disk is full the service goes on and {@link #problem()} says
 * so. What the chain proves is said at {@link EventLogVerifier}.
 */
public final class EventLog implements AutoCloseable {

    private static final int BATCH = 256;
    private static final long TICK_MILLIS = 200;
    private static final long STOP_MILLIS = 5000;
    private static final Duration LONGEST_UNSYNCED = Duration.ofSeconds(1);

    private record Queued(Instant time, SecurityEvent event) {}

    private final InstantSource clock;
    private final EventGate gate;
    private final BlockingQueue<Queued> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong handled = new AtomicLong();
    private final ChainWriter writer;
    private final Thread thread;
    private volatile EventFollower follower = (time, event) -> {};
    private volatile boolean stopping;

    EventLog(EventLogSettings settings, InstantSource clock, ChainWriter writer) {
        this.clock = clock;
        this.gate = new EventGate(settings.perMinute());
        this.queue = new ArrayBlockingQueue<>(settings.queueEvents());
        this.writer = writer;
        this.thread = Thread.ofPlatform().name("redoubt-events").daemon().start(this::run);
    }

    /**
     * Opens the log and starts its thread.
     *
     * @param settings where and how much
     * @param clock tells the time of events
     * @return the log, to be closed last when the service ends
     * @throws java.io.UncheckedIOException if the directory cannot be made
     */
    public static EventLog open(EventLogSettings settings, InstantSource clock) {
        return new EventLog(settings, clock, new ChainWriter(settings, LineChannel::open));
    }

    /**
     * Records an event. Returns at once.
     *
     * @param event what happened, now
     */
    public void record(SecurityEvent event) {
        Instant now = clock.instant();
        follower.happened(now, event);
        if (!gate.admits(EventKind.of(event), now)) {
            lost.incrementAndGet();
            return;
        }
        accepted.incrementAndGet();
        if (!queue.offer(new Queued(now, event))) {
            accepted.decrementAndGet();
            lost.incrementAndGet();
            dropped.incrementAndGet();
        }
    }

    /**
     * Says who is told of every event from now on; the last one given is.
     *
     * @param next told of them
     */
    public void follow(EventFollower next) {
        follower = next;
    }

    private void run() {
        boolean last = false;
        Instant synced = clock.instant();
        while (!last) {
            // Read before the queue is emptied: what was recorded before close() is then seen.
            last = stopping;
            List<Queued> batch = await();
            batch.forEach(queued -> write(queued.time(), queued.event()));
            handled.addAndGet(batch.size());
            last &= queue.isEmpty();
            Instant now = clock.instant();
            gate.summaries(now, last).forEach(summary -> own(now, summary));
            note(now, LogChange.EVENTS_DROPPED, dropped.getAndSet(0));
            if (batch.isEmpty() || now.isBefore(synced) || now.isAfter(synced.plus(LONGEST_UNSYNCED))) {
                writer.sync();
                synced = now;
            }
        }
        writer.close();
    }

    private List<Queued> await() {
        List<Queued> batch = new ArrayList<>();
        try {
            Queued first = stopping ? queue.poll() : queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, BATCH);
            }
        } catch (InterruptedException e) {
            // Only close() ends this thread, and it does not interrupt; the log must not stop for anybody else.
            return batch;
        }
        return batch;
    }

    private void write(Instant time, SecurityEvent event) {
        boolean well = writer.problem().isEmpty();
        if (!writer.append(time, event)) {
            lost.incrementAndGet();
            if (well) {
                follower.happened(time, new SecurityEvent.LogChanged(LogChange.EVENTS_UNWRITTEN, Optional.empty(), 1));
            }
        }
        writer.notes().forEach(note -> follower.happened(time, note));
    }

    /** Writes what this log says of itself. */
    private void own(Instant now, SecurityEvent event) {
        follower.happened(now, event);
        write(now, event);
    }

    private void note(Instant now, LogChange change, long count) {
        if (count > 0) {
            own(now, new SecurityEvent.LogChanged(change, Optional.empty(), count));
        }
    }

    /**
     * Says whether events reach the disk.
     *
     * @return what is wrong, for the operator; nothing if all is well
     */
    public Optional<String> problem() {
        return writer.problem();
    }

    /**
     * Says how far the chain has come on disk.
     *
     * @return the last line's number and hash, to be kept elsewhere
     */
    public ChainHead head() {
        return writer.head();
    }

    /**
     * Says whether anything recorded still waits for the disk.
     *
     * @return true if everything recorded until now is in the files, or lost
     */
    public boolean isWritten() {
        return handled.get() == accepted.get();
    }

    /**
     * Counts what is not in the files.
     *
     * @return events suppressed, dropped or lost since the start
     */
    public long lost() {
        return lost.get();
    }

    /** Writes what waits, and stops. Waits for the disk at most 5 s. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
