package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.routing.Passage;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one stream that were handed to the store and have not taken effect yet. Guarantee: they take effect in the order
 * in which they were added, each when what is kept of it is on disk. Belongs to the event loop.
 */
final class Passages {
    /** As many are with the store at once as fit into a few of its batches. */
    static final int MOST = 64;

    private final Queue<Passage> underWay = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean called = new AtomicBoolean();
    private final Host host;
    private final AtomicInteger count = new AtomicInteger();
    private Optional<Runnable> waiting = Optional.empty();
    private boolean takingEffect;

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
        return count.get() == 0;
    }

    /** Returns how many are under way. */
    int count() {
        return count.get();
    }

    /** Returns whether no more is to be added. */
    boolean isFull() {
        return count.get() >= MOST;
    }

    /** Returns whether something is on its way to sessions of {@code account}. Any thread may ask. */
    boolean isLiveFor(BareJid account) {
        for (Passage passage : underWay) {
            if (passage.isLiveFor(account)) {
                return true;
            }
        }
        return false;
    }

    /** Adds a message behind those before. */
    void add(Passage passage) {
        underWay.add(passage);
        int now = count.incrementAndGet();
        if (!passage.ready().isDone()) {
            var _ = passage.ready().whenComplete((kept, failure) -> call());
        } else if (now == 1) {
            call();
        }
    }

    /** Nothing is added any more before all has taken effect; then it is the turn of {@code next}. */
    void afterwards(Runnable next) {
        waiting = Optional.of(next);
    }

    private void settle() {
        Optional<Runnable> next = waiting;
        waiting = Optional.empty();
        host.settled(next);
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
        Passage next = underWay.peek();
        boolean any = next != null;
        while (next != null && !takingEffect && next.ready().isDone()) {
            takeEffect(next);
            next = underWay.peek();
        }
        if (any && next == null) {
            settle();
        }
    }

    private void takeEffect(Passage passage) {
        CompletionStage<Void> effect;
        try {
            effect = passage.takeEffect();
        } catch (RuntimeException fault) { // our own fault must end this stream only
            done(fault);
            return;
        }
        if (effect.toCompletableFuture().isDone()) {
            var _ = effect.whenComplete((nothing, failure) -> done(failure));
            return;
        }
        takingEffect = true;
        effect.whenCompleteAsync(
                (nothing, failure) -> {
                    takingEffect = false;
                    done(failure);
                    advanceOrSettle();
                },
                host.loop());
    }

    private void advanceOrSettle() {
        if (isEmpty()) {
            settle();
        } else {
            advance();
        }
    }

    private void done(@Nullable Throwable failure) {
        underWay.remove();
        count.decrementAndGet();
        host.handled(failure);
    }
}
