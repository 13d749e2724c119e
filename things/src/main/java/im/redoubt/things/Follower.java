package im.redoubt.things;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who hears of each state that a device is in, once it is kept. What one throws is no concern of the others. */
final class Follower<S> implements Consumer<S> {
    private final List<Consumer<S>> all = new CopyOnWriteArrayList<>();

    void add(Consumer<S> follower, S now) {
        all.add(follower);
        tell(follower, now);
    }

    @Override
    public void accept(S state) {
        all.forEach(follower -> tell(follower, state));
    }

    private static <S> void tell(Consumer<S> follower, S state) {
        try {
            follower.accept(state);
        } catch (RuntimeException itsOwn) { // the state is kept; a follower that fails changes nothing about that
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, itsOwn);
        }
    }
}
