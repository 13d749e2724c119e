package im.redoubt.server.session;

import im.redoubt.protocol.address.BareJid;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Work that may block, in order for each account. Tasks of one account run one after another on virtual threads, tasks of
 * different accounts at once. A task never waits for another account's queue: it goes on there with {@code thenCompose}.
 */
public final class AccountQueues {
    private final ConcurrentHashMap<BareJid, CompletableFuture<?>> tails = new ConcurrentHashMap<>();
    private final Executor threads;

    /** Runs tasks on {@code threads}. */
    public AccountQueues(Executor threads) {
        this.threads = threads;
    }

    /**
     * Runs {@code task} after all tasks given before for {@code account}.
     *
     * @param <T> what it returns
     * @return what it returned or threw
     */
    public <T> CompletableFuture<T> run(BareJid account, Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<?> tail = tails.compute(account, (key, before) -> {
            CompletableFuture<?> start = before == null ? CompletableFuture.completedFuture(null) : before;
            return start.handleAsync(
                    (ignored, failure) -> {
                        complete(result, task);
                        return null;
                    },
                    threads);
        });
        var _ = tail.whenComplete((ignored, failure) -> tails.remove(account, tail));
        return result;
    }

    /** Returns how many accounts have work under way. */
    public int busy() {
        return tails.size();
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> task) {
        try {
            result.complete(task.get());
        } catch (RuntimeException | Error failure) { // whoever waits must hear of it
            result.completeExceptionally(failure);
        }
    }
}
