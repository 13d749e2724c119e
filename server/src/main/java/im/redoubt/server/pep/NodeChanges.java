package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.NodeItem;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.server.store.Publication;
import im.redoubt.server.store.Store;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Changes of nodes, in order for each owner, each with the events that tell of it. */
final class NodeChanges {
    private final PersonalNodes nodes;
    private final AccountQueues queues;
    private final Events events;
    private final List<NodeWatcher> watchers = new CopyOnWriteArrayList<>();

    NodeChanges(PersonalNodes nodes, AccountQueues queues, Events events) {
        this.nodes = nodes;
        this.queues = queues;
        this.events = events;
    }

    /** Has {@code watcher} told of publications from now on; while the server is put together. */
    void follow(NodeWatcher watcher) {
        watchers.add(watcher);
    }

    CompletableFuture<Outcome<PersonalNode>> publish(BareJid owner, Publication publication) {
        return change(owner, nodes -> nodes.publish(owner, publication), (account, node) -> {
            NodeItem item = new NodeItem(publication.id(), node.version(), publication.payload());
            events.published(account, node, item);
            watchers.forEach(watcher -> watcher.published(account, node, item));
        });
    }

    /** Takes an item back; {@code told} says whether events tell of it. */
    CompletableFuture<Outcome<PersonalNode>> retract(
            BareJid owner, String node, String item, Predicate<NodeConfiguration> told) {
        return change(owner, nodes -> nodes.retract(owner, node, item), (account, now) -> {
            if (told.test(now.configuration())) {
                events.retracted(account, now, item);
            }
        });
    }

    CompletableFuture<Outcome<PersonalNode>> purge(BareJid owner, String node) {
        return change(owner, nodes -> nodes.purge(owner, node), events::purged);
    }

    CompletableFuture<Outcome<PersonalNode>> delete(BareJid owner, String node) {
        return change(owner, nodes -> nodes.delete(owner, node), (account, before) -> {
            if (before.configuration().tellsDeletion()) {
                events.deleted(account, before);
            }
        });
    }

    CompletableFuture<Outcome<PersonalNode>> create(BareJid owner, String node, NodeConfiguration configuration) {
        return change(owner, nodes -> nodes.create(owner, node, configuration), (account, now) -> {});
    }

    CompletableFuture<Outcome<PersonalNode>> configure(
            BareJid owner, String node, UnaryOperator<NodeConfiguration> change) {
        return change(owner, nodes -> nodes.configure(owner, node, change), (account, now) -> {});
    }

    private interface Operation {
        CompletableFuture<Outcome<PersonalNode>> on(PersonalNodes nodes);
    }

    private CompletableFuture<Outcome<PersonalNode>> change(
            BareJid owner, Operation operation, BiConsumer<BareJid, PersonalNode> tell) {
        return queues.run(owner, () -> {
            Outcome<PersonalNode> outcome = Store.await(operation.on(nodes));
            if (outcome instanceof Outcome.Done<PersonalNode>(PersonalNode node)) {
                tell.accept(owner, node);
            }
            return outcome;
        });
    }
}
