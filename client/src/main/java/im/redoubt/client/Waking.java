package im.redoubt.client;

import im.redoubt.client.time.Timeline;
import java.time.Duration;
import java.time.Instant;

/**
 * Notices that this machine has slept, or that this program stood still: more time has passed than it waited for. The clock that
 * timers go by stands still in sleep on some systems and goes on in others, and the time of day goes on in all; the one that
 * has gone further counts. A time of day that was set costs one question to the server.
 */
final class Waking {
    /** How often it is looked. */
    static final Duration EVERY = Duration.ofSeconds(5);

    /** What passes between two looks where nothing is wrong, with room for a machine that is busy. */
    private static final Duration AT_MOST = EVERY.multipliedBy(3);

    private final Timeline timeline;
    private final Loop loop;
    private final Runnable woken;
    private Runnable next = () -> {};
    private Instant time;
    private long nanos;

    /**
     * Makes one.
     *
     * @param woken done in the loop when the machine has woken up
     */
    Waking(Timeline timeline, Loop loop, Runnable woken) {
        this.timeline = timeline;
        this.loop = loop;
        this.woken = woken;
        this.time = timeline.now();
        this.nanos = timeline.nanos();
    }

    /** Looks from now on, by itself and whenever it is asked to. */
    void begin() {
        next = timeline.after(EVERY, () -> loop.run(this::begin));
    }

    /** Looks: something is being done, and so the machine is awake. */
    void look() {
        Duration byDay = Duration.between(time, timeline.now());
        Duration byTimer = Duration.ofNanos(timeline.nanos() - nanos);
        time = timeline.now();
        nanos = timeline.nanos();
        if ((byDay.compareTo(byTimer) > 0 ? byDay : byTimer).compareTo(AT_MOST) > 0) {
            woken.run();
        }
    }

    /** Looks no more. */
    void end() {
        next.run();
    }
}
