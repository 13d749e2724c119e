package im.redoubt.server;

import im.redoubt.server.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A store that takes its time: each operation, of whatever part, reaches the real one late, and its answer comes later still,
 * both by a random while. So whoever does not wait for an answer is overtaken by what it asks next.
 */
final class SlowStore {
    private final Random random;
    private final int longestMillis;
    private CompletableFuture<Void> lastAppend = CompletableFuture.completedFuture(null);

    private SlowStore(long seed, int longestMillis) {
        this.random = new Random(seed);
        this.longestMillis = longestMillis;
    }

    static Store of(Store store, long seed, int longestMillis) {
        return new SlowStore(seed, longestMillis).slow(Store.class, store);
    }

    private <T> T slow(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == CompletableFuture.class) {
                        return turn(method.getName())
                                .thenCompose(now -> future(call(real, method, arguments)))
                                .thenCompose(value -> later().thenApply(now -> value))
                                .exceptionallyCompose(
                                        failure -> later().thenCompose(now -> CompletableFuture.failedFuture(failure)));
                    }
                    Object part = call(real, method, arguments);
                    boolean isPart = method.getReturnType().isInterface() && type == Store.class;
                    return isPart ? slowPart(method.getReturnType(), part) : part;
                }));
    }

    private <T> T slowPart(Class<T> type, Object part) {
        return slow(type, type.cast(part));
    }

    private static Object call(Object real, java.lang.reflect.Method method, Object[] arguments) {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    // The caller looked at the return type of the method.
    @SuppressWarnings("unchecked")
    private static CompletableFuture<Object> future(Object value) {
        return (CompletableFuture<Object>) value;
    }

    /** The log takes messages in the order in which they are handed in: that is a promise of it. */
    private synchronized CompletableFuture<Void> turn(String method) {
        if (!method.equals("append")) {
            return later();
        }
        CompletableFuture<Void> mine = lastAppend.thenCombine(later(), (before, now) -> null);
        lastAppend = mine;
        return mine;
    }

    /** Half of the time at once, so that the quick meet the slow. */
    private CompletableFuture<Void> later() {
        int millis = random.nextBoolean() ? 0 : random.nextInt(longestMillis);
        Executor then = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, then);
    }
}
