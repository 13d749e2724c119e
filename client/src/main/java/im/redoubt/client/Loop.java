package im.redoubt.client;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing after another, on whichever thread brings it: the thread that finds nobody at work does what it brought, and
 * what others bring meanwhile. So everything that it does may share state without locks, and no thread is needed for it.
 */
final class Loop {
    private static final ThreadLocal<Integer> HELD = ThreadLocal.withInitial(() -> 0);

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final Runnable afterwards;
    private boolean held;

    /**
     * Makes one.
     *
     * @param afterwards done whenever there is nothing left to do
     */
    Loop(Runnable afterwards) {
        this.afterwards = afterwards;
    }

    /** Returns whether this thread is at work for any loop, and so must not wait for it. */
    static boolean isHeldHere() {
        return HELD.get() > 0;
    }

    /**
     * Has {@code task} done after all that was brought before. It must not block but on the connection, and not throw.
     *
     * @param task what is done, on this thread or on the one that is at work
     */
    void run(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (held) {
                return;
            }
            held = true;
        }
        HELD.set(HELD.get() + 1);
        try {
            drain();
        } finally {
            HELD.set(HELD.get() - 1);
        }
    }

    private void drain() {
        boolean finished = false;
        try {
            for (Runnable task = next(); task != null; task = next()) {
                task.run();
            }
            finished = true;
        } finally {
            if (!finished) {
                release();
            }
        }
    }

    private void release() {
        synchronized (tasks) {
            held = false;
        }
    }

    /** Returns the next task; null, and the loop is free, if there is none even after what is done afterwards. */
    private @Nullable Runnable next() {
        Runnable task = poll(false);
        if (task == null) {
            afterwards.run();
            task = poll(true);
        }
        return task;
    }

    private @Nullable Runnable poll(boolean last) {
        synchronized (tasks) {
            Runnable task = tasks.poll();
            if (task == null && last) {
                held = false;
            }
            return task;
        }
    }
}
