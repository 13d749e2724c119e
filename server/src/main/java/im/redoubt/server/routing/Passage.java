package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A message between the moment in which it was handed to the store and that in which it takes effect. Guarantee: what is kept of
 * it is on disk when it takes effect. What its sender sends next may be handed to the store meanwhile, and takes effect later.
 */
public final class Passage {
    private final CompletableFuture<Keeper.Kept> kept;
    private final Function<Keeper.Kept, CompletionStage<Void>> effect;
    private final Optional<BareJid> live;

    private Passage(
            CompletableFuture<Keeper.Kept> kept,
            Function<Keeper.Kept, CompletionStage<Void>> effect,
            Optional<BareJid> live) {
        this.kept = kept;
        this.effect = effect;
        this.live = live;
    }

    /** Of a message that is not kept. */
    static Passage of(Supplier<CompletionStage<Void>> effect) {
        return new Passage(
                CompletableFuture.completedFuture(new Keeper.Kept.Failed()), kept -> effect.get(), Optional.empty());
    }

    /**
     * Of a message that was handed to the store.
     *
     * @param handed what becomes of it there
     * @param effect what happens then
     * @param live the account that had somebody there for it, so that it does not wait
     */
    static Passage of(
            Keeper.Handed handed, Function<Keeper.Kept, CompletionStage<Void>> effect, Optional<BareJid> live) {
        return new Passage(handed.kept().toCompletableFuture(), effect, live);
    }

    /** Returns what is complete when it may take effect. */
    public CompletableFuture<?> ready() {
        return kept;
    }

    /** Takes effect; once, and when it is ready. */
    public CompletionStage<Void> takeEffect() {
        return effect.apply(kept.join());
    }

    /** Returns whether it is on its way to the sessions of {@code account}. What is behind it must not overtake it as what waits. */
    public boolean isLiveFor(BareJid account) {
        return live.isPresent() && live.get().equals(account);
    }
}
