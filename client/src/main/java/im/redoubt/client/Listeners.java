package im.redoubt.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Who wants to hear of something. Listeners hear everything in order, on the thread that the application said (the client's
 * {@code callbacks}). Any thread may add and remove them.
 *
 * @param <T> what they hear
 */
public final class Listeners<T> {
    private final List<Consumer<? super T>> all = new CopyOnWriteArrayList<>();
    private final Executor callbacks;

    /**
     * Makes a list.
     *
     * @param callbacks where listeners run
     */
    public Listeners(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /**
     * Adds a listener.
     *
     * @param listener who hears from now on
     * @return ends that
     */
    public Registration add(Consumer<? super T> listener) {
        Consumer<T> own = listener::accept; // the same listener may be there twice
        all.add(own);
        return () -> all.remove(own);
    }

    /** Tells everybody who is there now. */
    public void tell(T what) {
        for (Consumer<? super T> listener : all) {
            callbacks.execute(() -> listener.accept(what));
        }
    }
}
