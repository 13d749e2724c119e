package im.redoubt.client;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Listeners in order on whatever executor the application gave, one at a time. What a listener throws ends nothing. */
final class SerialCallbacks implements Executor {
    /** How many listeners may wait before the connection is not read any more. */
    static final int MOST_WAITING = 1_000;

    private static final ThreadLocal<Optional<SerialCallbacks>> HERE = ThreadLocal.withInitial(Optional::empty);

    private final Executor target;
    private final Consumer<Throwable> thrown;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;
    private boolean pausing;

    /**
     * Makes the queue.
     *
     * @param target where listeners run
     * @param thrown told of what they throw
     */
    SerialCallbacks(Executor target, Consumer<Throwable> thrown) {
        this.target = target;
        this.thrown = thrown;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        target.execute(this::runOne);
    }

    /** Returns the queue whose listener runs on this thread. */
    static Optional<SerialCallbacks> here() {
        return HERE.get();
    }

    /** Says whether the listener that runs waits for a result: then there is room, since only reading can bring it. */
    void pausing(boolean now) {
        synchronized (tasks) {
            pausing = now;
            tasks.notifyAll();
        }
    }

    /**
     * Waits until fewer than {@link #MOST_WAITING} listeners wait. So a server cannot fill the memory by being faster than the
     * application.
     *
     * @throws InterruptedException if this thread is interrupted
     */
    void awaitRoom() throws InterruptedException {
        synchronized (tasks) {
            while (tasks.size() >= MOST_WAITING && !pausing) {
                tasks.wait();
            }
        }
    }

    /** One each time, so that what is due is not kept waiting by many. */
    private void runOne() {
        Runnable task;
        synchronized (tasks) {
            task = tasks.remove();
            tasks.notifyAll();
        }
        HERE.set(Optional.of(this));
        try {
            task.run();
        } catch (RuntimeException | Error failure) { // whatever a listener throws is the application's to hear of
            thrown.accept(failure);
        } finally {
            HERE.set(Optional.empty());
        }
        synchronized (tasks) {
            running = !tasks.isEmpty();
            if (!running) {
                return;
            }
        }
        target.execute(this::runOne);
    }
}
