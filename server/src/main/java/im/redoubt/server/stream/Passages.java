package im.redoubt.server.stream;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one stream that were handed to the store and have not taken effect yet. Guarantee: they count as handled in the
 * order in which they were added, each when it and all before it have taken effect. Belongs to the event loop.
 */
final class Passages {
    /** As many are with the store at once as fit into a few of its batches. */
    static final int MOST = 64;

    private final Queue<CompletableFuture<Void>> underWay = new ArrayDeque<>();
    private final AtomicBoolean called = new AtomicBoolean();
    private final Host host;
    private Optional<Runnable> waiting = Optional.empty();

    /** Whose messages they are. */
    interface Host {
        /** Returns what runs tasks on the event loop. */
        Executor loop();

        /** A message has taken effect, or failed to. */
        void handled(@Nullable Throwable failure);

        /** Nothing is under way any more, and it is the turn of what waited for that, if anything did. */
        void settled(Optional<Runnable> next);
    }

    Passages(Host host) {
        this.host = host;
    }

    /** Returns whether nothing is under way. */
    boolean isEmpty() {
        return underWay.isEmpty();
    }

    /** Returns how many are under way. */
    int count() {
        return underWay.size();
    }

    /** Returns whether no more is to be added. */
    boolean isFull() {
        return underWay.size() >= MOST;
    }

    /** Adds what is complete when a message has taken effect, behind those before. */
    void add(CompletableFuture<Void> done) {
        underWay.add(done);
        var _ = done.whenComplete((nothing, failure) -> call());
    }

    /** Nothing is added any more before all has taken effect; then it is the turn of {@code next}. */
    void afterwards(Runnable next) {
        waiting = Optional.of(next);
    }

    /** A commit completes many at once: one turn of the loop is enough for them. */
    private void call() {
        if (called.compareAndSet(false, true)) {
            host.loop().execute(() -> {
                called.set(false);
                advance();
            });
        }
    }

    private void advance() {
        CompletableFuture<Void> next = underWay.peek();
        boolean any = next != null;
        while (next != null && next.isDone()) {
            underWay.remove();
            host.handled(next.isCompletedExceptionally() ? next.exceptionNow() : null);
            next = underWay.peek();
        }
        if (any && next == null) {
            Optional<Runnable> turn = waiting;
            waiting = Optional.empty();
            host.settled(turn);
        }
    }
}
