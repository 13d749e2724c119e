package im.redoubt.client.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that passes for a session, and what is due in it. One that stands still makes everything that waits testable:
 * keep-alive, deadlines, and the pauses between connections.
 */
public interface Timeline {
    /** Returns the time of day, which may be set back. */
    Instant now();

    /** Returns nanoseconds that only ever grow, from no particular beginning. */
    long nanos();

    /**
     * Has {@code work} done later. It must be short.
     *
     * @param delay how much later
     * @param work what is done, on a thread of this timeline
     * @return calls it off
     */
    Runnable after(Duration delay, Runnable work);
}
