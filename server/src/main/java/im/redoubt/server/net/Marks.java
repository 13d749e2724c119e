package im.redoubt.server.net;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Those who wait until so many stanzas have got there. Belongs to the event loop. */
final class Marks {
    private final Queue<Mark> marks = new ArrayDeque<>(0);

    private record Mark(long count, CompletableFuture<Void> done) {}

    /** {@code done} waits for the stanza of this number; numbers never fall. */
    void add(long count, CompletableFuture<Void> done) {
        marks.add(new Mark(count, done));
    }

    /** Returns whether nobody waits. */
    boolean isEmpty() {
        return marks.isEmpty();
    }

    /** So many have got there: those who waited for no more are given to {@code action}, in their order. */
    void reached(long count, Consumer<CompletableFuture<Void>> action) {
        for (Mark next = marks.peek(); next != null && next.count <= count; next = marks.peek()) {
            marks.remove();
            action.accept(next.done);
        }
    }

    /** Nothing more gets there. */
    void fail() {
        marks.forEach(mark -> mark.done.completeExceptionally(new ClosedChannelException()));
        marks.clear();
    }
}
