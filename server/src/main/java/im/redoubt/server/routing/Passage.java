package im.redoubt.server.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A stanza between the moment in which it was read and that in which it has taken effect. */
public sealed interface Passage {
    /**
     * What is not kept: it takes effect when everything before it in its stream has.
     *
     * @param effect begins with it, once, on the event loop of the stream
     */
    record Unkept(Supplier<CompletionStage<Void>> effect) implements Passage {}

    /**
     * A message that was handed to the store. It takes effect by itself, in the order of its id, when it is on disk: what its sender
     * sends next may be handed to the store meanwhile.
     *
     * @param done complete when it has taken effect; fails if it did not
     */
    record Kept(CompletableFuture<Void> done) implements Passage {}
}
