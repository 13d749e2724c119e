package im.redoubt.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Runs tasks when a {@link FakeClock} reaches their time, on the thread that moves it and in the order of their times. Not
 * thread-safe.
 */
public final class FakeScheduler {
    private final FakeClock clock;
    private final Queue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::number));
    private long count;

    /** Something that will be run, unless it is cancelled. */
    private record Task(Instant at, long number, Runnable work) {}

    /** Follows {@code clock}, which must be moved by {@link #advance} only. */
    public FakeScheduler(FakeClock clock) {
        this.clock = clock;
    }

    /**
     * Has {@code work} run later.
     *
     * @param work what is run
     * @param delay how much later by the clock
     * @return cancels it
     */
    public Runnable schedule(Runnable work, Duration delay) {
        Task task = new Task(clock.instant().plus(delay), count++, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Moves the clock and runs what becomes due on the way, each at its own time. */
    public void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        for (Task next = tasks.peek(); next != null && !next.at().isAfter(end); next = tasks.peek()) {
            tasks.remove(next);
            if (next.at().isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), next.at()));
            }
            next.work().run();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }

    /** Returns how many tasks wait. */
    public int waiting() {
        return tasks.size();
    }
}
