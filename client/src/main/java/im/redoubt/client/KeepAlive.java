package im.redoubt.client;

import im.redoubt.client.time.Timeline;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out that a connection is dead. After a silence it has the server say something, and whatever then comes shows that it is there.
 * Where there is a reason to doubt the connection, such as another network, it asks at once and waits less: what was on its way before
 * shows nothing then, only the answer to this very question does.
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
    private boolean doubted;
    private int questions;
    private Duration silence;

    /** What is asked, and what is told. */
    interface Pulse {
        /** Has the server say something. */
        void ask();

        /**
         * Has it answer something that it was not asked before.
         *
         * @param answered done when it has, and not for anything else that comes
         */
        void question(Runnable answered);

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
        running = true;
        stands();
    }

    /** It is over. */
    void end() {
        running = false;
        questions++;
        next.run();
    }

    /** Something came. */
    void heard() {
        heardAt = timeline.nanos();
        answered = true;
    }

    /** The connection may be dead: it has to show that it is not, in a quarter of the usual time. */
    void doubt() {
        if (running && !doubted) {
            doubted = true;
            int question = ++questions;
            pulse.question(() -> {
                if (question == questions) {
                    stands();
                }
            });
            schedule(pace.hurry(), pulse::dead);
        }
    }

    private void stands() {
        heard();
        doubted = false;
        schedule(silence, this::look);
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
