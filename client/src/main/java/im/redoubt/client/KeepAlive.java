package im.redoubt.client;

import im.redoubt.client.time.Timeline;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out that a connection is dead: after a silence it has the server say something, and gives it so long to do so. Whoever
 * goes to another network asks at once.
 */
final class KeepAlive {
    private final Timeline timeline;
    private final Loop loop;
    private final Pace pace;
    private final Pulse pulse;
    private Runnable next = () -> {};
    private long heardAt;
    private boolean answered;
    private boolean running;
    private Duration silence;

    /** What is asked, and what is told. */
    interface Pulse {
        /** Has the server say something. */
        void ask();

        /** It said nothing. */
        void dead();
    }

    KeepAlive(Timeline timeline, Loop loop, Pace pace, Pulse pulse) {
        this.timeline = timeline;
        this.loop = loop;
        this.pace = pace;
        this.pulse = pulse;
        this.silence = pace.silence();
    }

    /** The server leaves after such a silence: it is asked in time. */
    void limit(Optional<Duration> idle) {
        Duration half = idle.map(time -> time.dividedBy(2)).orElse(pace.silence());
        silence = half.compareTo(pace.silence()) < 0 ? half : pace.silence();
    }

    /** A connection begins. */
    void begin() {
        heard();
        running = true;
        schedule(silence, this::look);
    }

    /** It is over. */
    void end() {
        running = false;
        next.run();
    }

    /** Something came. */
    void heard() {
        heardAt = timeline.nanos();
        answered = true;
    }

    /** Asks now. */
    void askNow() {
        if (running) {
            ask();
        }
    }

    private void look() {
        Duration left = silence.minusNanos(timeline.nanos() - heardAt);
        if (left.isNegative() || left.isZero()) {
            ask();
        } else {
            schedule(left, this::look);
        }
    }

    private void ask() {
        answered = false;
        pulse.ask();
        schedule(pace.patience(), () -> {
            if (answered) {
                look();
            } else {
                pulse.dead();
            }
        });
    }

    private void schedule(Duration delay, Runnable what) {
        next.run();
        next = timeline.after(
                delay,
                () -> loop.run(() -> {
                    if (running) {
                        what.run();
                    }
                }));
    }
}
