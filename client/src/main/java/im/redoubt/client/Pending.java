package im.redoubt.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A result that is still to come: a {@link CompletableFuture} that can also be waited for. What it fails with is a
 * {@link ClientException}. Stages that depend on it run on the thread that completes it and must not block; callbacks that
 * may block belong into the listeners of features, or into the {@code Async} forms of a future.
 *
 * @param <T> the result
 */
public final class Pending<T> extends CompletableFuture<T> {
    /** Returns one that failed already. */
    public static <T> Pending<T> failed(ClientException why) {
        Pending<T> pending = new Pending<>();
        pending.completeExceptionally(why);
        return pending;
    }

    /** Returns one that is there already. */
    public static <T> Pending<T> of(T value) {
        Pending<T> pending = new Pending<>();
        pending.complete(value);
        return pending;
    }

    /**
     * Returns what {@code function} makes of the result; what it throws as {@link ClientException} is the failure.
     *
     * @param function must not block
     */
    public <R> Pending<R> map(Function<? super T, ? extends R> function) {
        Pending<R> next = new Pending<>();
        whenDone((value, failure) -> {
            if (failure != null) {
                next.completeExceptionally(failure);
                return;
            }
            try {
                next.complete(function.apply(value));
            } catch (RuntimeException refused) { // whatever the function threw is the result of this stage
                next.completeExceptionally(refused);
            }
        });
        return next;
    }

    /** Returns the result of what {@code function} begins with this one. */
    public <R> Pending<R> then(Function<? super T, Pending<R>> function) {
        Pending<R> next = new Pending<>();
        whenDone((value, failure) -> {
            if (failure != null) {
                next.completeExceptionally(failure);
                return;
            }
            try {
                function.apply(value).whenDone((result, later) -> {
                    if (later != null) {
                        next.completeExceptionally(later);
                    } else {
                        next.complete(result);
                    }
                });
            } catch (RuntimeException refused) { // whatever the function threw is the result of this stage
                next.completeExceptionally(refused);
            }
        });
        return next;
    }

    /**
     * Has something done when there is a result or a failure.
     *
     * @param then gets the result, or what it failed with; must not block, and not throw
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing depends on when it was done
    public void whenDone(BiConsumer<? super T, ? super @Nullable Throwable> then) {
        whenComplete((value, failure) -> then.accept(value, failure == null ? null : cause(failure)));
    }

    /**
     * Waits for the result.
     *
     * @return the result
     * @throws ClientException if there is none, or the thread was interrupted
     * @throws IllegalStateException on a thread that the result needs: a callback that runs on the connection's own thread
     */
    public T await() {
        return await(Duration.ofNanos(Long.MAX_VALUE));
    }

    /**
     * Waits for the result, so long at most.
     *
     * @param atMost how long
     * @return the result
     * @throws ClientException if there is none by then, or the thread was interrupted
     * @throws IllegalStateException on a thread that the result needs: a callback that runs on the connection's own thread
     */
    public T await(Duration atMost) {
        try {
            return get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new ClientException("no result within " + atMost, e);
        } catch (CancellationException e) {
            throw new ClientException("it was cancelled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("interrupted while waiting", e);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        attend(unit.toNanos(timeout));
        return super.get(isDone() ? Long.MAX_VALUE : 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        attend(Long.MAX_VALUE);
        return super.get();
    }

    @Override
    public T join() {
        try {
            attend(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return super.join();
    }

    /** Waits so that what brings the result is not kept from it. */
    private void attend(long nanos) throws InterruptedException {
        if (isDone()) {
            return;
        }
        if (Loop.isHeldHere()) {
            throw new IllegalStateException(
                    "this thread carries the connection that would bring the result; wait elsewhere, or use thenAccept");
        }
        Optional<SerialCallbacks> callbacks = SerialCallbacks.here();
        callbacks.ifPresent(queue -> queue.pausing(true));
        try {
            Optional<Attendant> attendant = Attendant.here();
            if (attendant.isPresent()) {
                attendant.get().attendUntil(this, nanos);
            } else {
                super.get(nanos, TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException | CancellationException told) {
            // whoever asks now hears the same
        } finally {
            callbacks.ifPresent(queue -> queue.pausing(false));
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Pending<>();
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof java.util.concurrent.CompletionException && cause != null ? cause : failure;
    }
}
