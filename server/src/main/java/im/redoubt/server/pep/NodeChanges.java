package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.store.Affiliation;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.NodeItem;
import im.redoubt.server.store.NodeSubscriptions;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.server.store.Publication;
import im.redoubt.server.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Changes of nodes, in order for each owner, each with the events that tell of it. */
final class NodeChanges {
    private final PersonalNodes nodes;
    private final NodeSubscriptions subscriptions;
    private final AccountQueues queues;
    private final Events events;
    private final LostAccess lostAccess;
    private final List<NodeWatcher> watchers = new CopyOnWriteArrayList<>();

    NodeChanges(
            PersonalNodes nodes,
            NodeSubscriptions subscriptions,
            AccountQueues queues,
            Events events,
            LostAccess lostAccess) {
        this.nodes = nodes;
        this.subscriptions = subscriptions;
        this.queues = queues;
        this.events = events;
        this.lostAccess = lostAccess;
    }

    /** Has {@code watcher} told of publications from now on; while the server is put together. */
    void follow(NodeWatcher watcher) {
        watchers.add(watcher);
    }

    CompletableFuture<Outcome<PersonalNode>> publish(BareJid owner, Publication publication) {
        return change(owner, publication.node(), nodes -> nodes.publish(owner, publication), now -> {
            NodeItem item = new NodeItem(publication.id(), now.node().version(), publication.payload());
            events.published(now, item);
            watchers.forEach(watcher -> watcher.published(owner, now.node(), item));
        });
    }

    /** Takes an item back; {@code told} says whether events tell of it. */
    CompletableFuture<Outcome<PersonalNode>> retract(
            BareJid owner, String node, String item, Predicate<NodeConfiguration> told) {
        return change(owner, node, nodes -> nodes.retract(owner, node, item), now -> {
            if (told.test(now.node().configuration())) {
                events.retracted(now, item);
            }
        });
    }

    CompletableFuture<Outcome<PersonalNode>> purge(BareJid owner, String node) {
        return change(owner, node, nodes -> nodes.purge(owner, node), events::purged);
    }

    CompletableFuture<Outcome<PersonalNode>> delete(BareJid owner, String node) {
        return change(owner, node, nodes -> nodes.delete(owner, node), before -> {
            if (before.node().configuration().tellsDeletion()) {
                events.deleted(before);
            }
        });
    }

    CompletableFuture<Outcome<PersonalNode>> create(BareJid owner, String node, NodeConfiguration configuration) {
        return change(owner, node, nodes -> nodes.create(owner, node, configuration), now -> {});
    }

    CompletableFuture<Outcome<PersonalNode>> configure(
            BareJid owner, String node, UnaryOperator<NodeConfiguration> change) {
        return change(owner, node, nodes -> nodes.configure(owner, node, change), lostAccess::changed);
    }

    CompletableFuture<Outcome<PersonalNode>> affiliate(
            BareJid owner, String node, Map<BareJid, Optional<Affiliation>> changes) {
        return change(owner, node, nodes -> nodes.affiliate(owner, node, changes), lostAccess::changed);
    }

    private interface Operation {
        CompletableFuture<Outcome<PersonalNode>> on(PersonalNodes nodes);
    }

    /** Who has subscribed is asked for first: with a node its subscriptions go. */
    private CompletableFuture<Outcome<PersonalNode>> change(
            BareJid owner, String name, Operation operation, Consumer<FollowedNode> tell) {
        return queues.run(owner, () -> {
            List<Jid> subscribers = Store.await(subscriptions.of(owner, name));
            Outcome<PersonalNode> outcome = Store.await(operation.on(nodes));
            if (outcome instanceof Outcome.Done<PersonalNode>(PersonalNode node)) {
                tell.accept(new FollowedNode(owner, node, subscribers));
            }
            return outcome;
        });
    }
}
