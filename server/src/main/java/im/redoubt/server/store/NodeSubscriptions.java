package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Who asked for the events of nodes (XEP-0060 section 6). Who may is not asked here. They go with the node and with the account. */
public interface NodeSubscriptions {
    /**
     * Subscribes to a node.
     *
     * @param there says whether a resource of the same account is still bound; subscriptions of others are dropped
     * @return whether there was no such subscription before, {@link Refusal#NO_NODE} or {@link Refusal#SUBSCRIPTIONS_FULL}
     */
    CompletableFuture<Outcome<Boolean>> add(BareJid owner, NodeSubscription subscription, Predicate<FullJid> there);

    /** Drops subscriptions to an account's nodes. Returns how many of them there were. */
    CompletableFuture<Integer> remove(BareJid owner, Collection<NodeSubscription> subscriptions);

    /** Drops whatever one resource has subscribed to. */
    CompletableFuture<Void> forget(FullJid subscriber);

    /** Returns who has subscribed to a node, in order. */
    CompletableFuture<List<Jid>> of(BareJid owner, String node);

    /** Returns what an account and its resources have subscribed to among the nodes of another, in order. */
    CompletableFuture<List<NodeSubscription>> of(BareJid owner, BareJid account);
}
