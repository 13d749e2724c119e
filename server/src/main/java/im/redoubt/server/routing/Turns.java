package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * What takes effect for an account, one behind the other, whoever's it is. Guarantee: effects happen in the order in which turns
 * were taken; that is the order of the ids in the account's archive, so that a device which goes on behind the last id it saw
 * misses nothing (XEP-0313 section 2). No account's effects wait for another's. Any thread may ask. As many turns are taken as there
 * are messages under way, whose number the streams bound.
 */
final class Turns {
    private final ConcurrentHashMap<BareJid, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<BareJid, Integer> expected = new ConcurrentHashMap<>();

    /**
     * Takes the next turn.
     *
     * @param account whose turn it is
     * @param loop where it takes effect
     * @param effect begins with it, and returns what is complete when it is over
     * @param turn is completed when it is over, where it ended; fails if it did
     */
    void take(BareJid account, Executor loop, Supplier<CompletionStage<Void>> effect, CompletableFuture<Void> turn) {
        CompletableFuture<Void> before = last.put(account, turn);
        var _ = turn.whenComplete((over, failure) -> last.remove(account, turn));
        if (before == null) {
            begin(loop, effect, turn);
        } else {
            var _ = before.whenComplete((over, failure) -> begin(loop, effect, turn));
        }
    }

    private static void begin(Executor loop, Supplier<CompletionStage<Void>> effect, CompletableFuture<Void> turn) {
        try {
            loop.execute(() -> run(effect, turn));
        } catch (RejectedExecutionException gone) {
            turn.completeExceptionally(gone);
        }
    }

    private static void run(Supplier<CompletionStage<Void>> effect, CompletableFuture<Void> turn) {
        try {
            var _ = effect.get().whenComplete((over, failure) -> {
                if (failure == null) {
                    turn.complete(null);
                } else {
                    turn.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException fault) { // whoever is behind it must have his turn
            turn.completeExceptionally(fault);
        }
    }

    /** Something may be on its way to the sessions of an account, until {@link #arrived}. */
    void expect(BareJid account) {
        expected.merge(account, 1, Integer::sum);
    }

    /** Returns how many things may be on their way. */
    int expected(BareJid account) {
        return expected.getOrDefault(account, 0);
    }

    /** One of them is there, or was not on its way. */
    void arrived(BareJid account) {
        expected.computeIfPresent(account, (key, count) -> count == 1 ? null : count - 1);
    }

    /** Returns for how many accounts something is under way. */
    int busy() {
        return last.size() + expected.size();
    }
}
