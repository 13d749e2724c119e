package im.redoubt.client;

import java.time.Duration;

/**
 * When a session connects again: after a pause, or at once where there is a reason to hope, such as another network. Everything
 * happens in the loop.
 */
final class Redial {
    private final Environment environment;
    private final Loop loop;
    private final Backoff backoff;
    private final Runnable dial;
    private Runnable pending = () -> {};
    private boolean hoped;
    private boolean bidden;

    /**
     * Makes one.
     *
     * @param dial leaves the attempt that there is, if there is one, and makes another
     */
    Redial(Environment environment, Loop loop, Runnable dial) {
        this.environment = environment;
        this.loop = loop;
        this.backoff =
                new Backoff(environment.pace().firstPause(), environment.pace().longestPause(), environment.random());
        this.dial = dial;
    }

    /**
     * The attempt failed, or the connection ended.
     *
     * @param retry why it may be better later
     * @return in how long the next attempt is made
     */
    Duration pause(Retry retry) {
        pending.run();
        bidden = retry == Retry.LATER;
        Duration pause = bidden ? backoff.later() : hoped ? Duration.ZERO : backoff.next();
        hoped = false;
        after(pause);
        return pause;
    }

    /** There is a reason to hope while nothing is tried: it is, unless the server wants to be left alone for a while. */
    void hopeInPause() {
        if (!bidden) {
            backoff.succeeded();
            pending.run();
            dial.run();
        }
    }

    /** There is a reason to hope while an attempt is under way: if that comes to nothing soon, another one is made. */
    void hopeInAttempt() {
        backoff.succeeded();
        if (!hoped) {
            hoped = true;
            after(environment.pace().hurry());
        }
    }

    /** There is a session. */
    void connected() {
        pending.run();
        hoped = false;
        bidden = false;
    }

    /** A connection stood for long: the next pause is a short one. */
    void stood() {
        backoff.succeeded();
    }

    /** Nothing is tried any more. */
    void end() {
        pending.run();
    }

    private void after(Duration pause) {
        pending = environment.timeline().after(pause, () -> loop.run(dial));
    }
}
