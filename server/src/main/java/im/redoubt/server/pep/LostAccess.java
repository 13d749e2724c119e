package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.roster.RosterWatcher;
import im.redoubt.server.store.NodeSubscription;
import im.redoubt.server.store.NodeSubscriptions;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.server.store.RosterUpdate;
import im.redoubt.server.store.Store;
import java.util.List;

/**
 * Cancels the subscriptions of who may not read a node any more, since the node is for others now, or the owner's roster is another
 * one (XEP-0163 section 6.2). Nobody is told: it would say that the node is still there. Runs on the owner's queue.
 */
final class LostAccess implements RosterWatcher {
    private final PersonalNodes nodes;
    private final NodeSubscriptions subscriptions;
    private final Recipients recipients;

    LostAccess(PersonalNodes nodes, NodeSubscriptions subscriptions, Recipients recipients) {
        this.nodes = nodes;
        this.subscriptions = subscriptions;
        this.recipients = recipients;
    }

    /** A node is for others now. */
    void changed(FollowedNode followed) {
        List<NodeSubscription> lost = followed.subscribers().stream()
                .filter(subscriber -> !reads(subscriber, followed.owner(), followed.node()))
                .map(subscriber -> new NodeSubscription(followed.node().name(), subscriber))
                .toList();
        cancel(followed.owner(), lost);
    }

    @Override
    public void changed(BareJid owner, RosterUpdate update) {
        List<NodeSubscription> there =
                Store.await(subscriptions.of(owner, update.after().address()));
        if (there.isEmpty()) {
            return;
        }
        List<PersonalNode> all = Store.await(nodes.all(owner));
        List<NodeSubscription> lost = there.stream()
                .filter(one -> all.stream()
                        .filter(node -> node.name().equals(one.node()))
                        .noneMatch(node -> reads(one.subscriber(), owner, node)))
                .toList();
        cancel(owner, lost);
    }

    private boolean reads(Jid subscriber, BareJid owner, PersonalNode node) {
        return recipients.standing(subscriber.bare(), owner).reads(node);
    }

    private void cancel(BareJid owner, List<NodeSubscription> lost) {
        if (!lost.isEmpty()) {
            Store.await(subscriptions.remove(owner, lost));
        }
    }
}
