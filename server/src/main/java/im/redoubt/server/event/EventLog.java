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
    private final ChainWriter writer;
    private final Thread thread;
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
        if (!gate.admits(EventKind.of(event), now)) {
            lost.incrementAndGet();
        } else if (!queue.offer(new Queued(now, event))) {
            lost.incrementAndGet();
            dropped.incrementAndGet();
        }
    }

    private void run() {
        boolean last = false;
        Instant synced = clock.instant();
        while (!last) {
            // Read before the queue is emptied: what was recorded before close() is then seen.
            last = stopping;
            List<Queued> batch = await();
            batch.forEach(queued -> write(queued.time(), queued.event()));
            last &= queue.isEmpty();
            Instant now = clock.instant();
            gate.summaries(now, last).forEach(summary -> write(now, summary));
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
        if (!writer.append(time, event)) {
            lost.incrementAndGet();
        }
    }

    private void note(Instant now, LogChange change, long count) {
        if (count > 0) {
            write(now, new SecurityEvent.LogChanged(change, Optional.empty(), count));
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
