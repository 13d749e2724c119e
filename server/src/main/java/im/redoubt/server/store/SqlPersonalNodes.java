package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** {@link PersonalNodes} in SQL. */
final class SqlPersonalNodes implements PersonalNodes {
    private final Access access;
    private final NodeRows nodes;
    private final AffiliationRows affiliations;
    private final ItemRows items;

    SqlPersonalNodes(Access access) {
        this.access = access;
        this.nodes = new NodeRows(access.damage());
        this.affiliations = new AffiliationRows(access.damage());
        this.items = new ItemRows(access.damage());
    }

    @Override
    public CompletableFuture<List<PersonalNode>> all(BareJid owner) {
        return access.snapshot(db -> nodes.all(db, owner));
    }

    @Override
    public CompletableFuture<Optional<PersonalNode>> find(BareJid owner, String node) {
        return access.snapshot(db -> nodes.find(db, owner, node));
    }

    @Override
    public CompletableFuture<Outcome<PersonalNode>> create(
            BareJid owner, String node, NodeConfiguration configuration) {
        return access.change(Access.SMALL, db -> {
            if (nodes.exists(db, owner, node)) {
                return new Outcome.Refused<>(Refusal.NODE_EXISTS);
            }
            add(db, owner, node, configuration);
            return new Outcome.Done<>(new PersonalNode(node, configuration, 0));
        });
    }

    /** A node whose row is damaged goes with all its items: nobody knows any more whom they were for. */
    private void add(SqlSession db, BareJid owner, String node, NodeConfiguration configuration) throws SQLException {
        nodes.remove(db, owner, node);
        nodes.put(db, owner, node, configuration);
        if (nodes.count(db, owner) > access.quotas().nodes().nodes()) {
            throw new RefusedException(Refusal.NODES_FULL);
        }
    }

    @Override
    public CompletableFuture<Outcome<PersonalNode>> configure(
            BareJid owner, String node, UnaryOperator<NodeConfiguration> change) {
        return access.change(Access.SMALL, db -> {
            Optional<PersonalNode> before = nodes.find(db, owner, node);
            if (before.isEmpty()) {
                return new Outcome.Refused<>(Refusal.NO_NODE);
            }
            NodeConfiguration now = change.apply(before.get().configuration());
            nodes.put(db, owner, node, now);
            items.keepNewest(db, owner, node, now.keeps(access.quotas().nodes().itemsPerNode()));
            return new Outcome.Done<>(before.get().with(now).withVersion(items.newest(db, owner, node)));
        });
    }

    @Override
    public CompletableFuture<Outcome<PersonalNode>> affiliate(
            BareJid owner, String node, Map<BareJid, Optional<Affiliation>> changes) {
        return access.change(Access.SMALL * Math.max(1, changes.size()), db -> {
            if (nodes.find(db, owner, node).isEmpty()) {
                return new Outcome.Refused<>(Refusal.NO_NODE);
            }
            for (Map.Entry<BareJid, Optional<Affiliation>> change : changes.entrySet()) {
                if (change.getValue().isPresent()) {
                    affiliations.put(
                            db, owner, node, change.getKey(), change.getValue().get());
                } else {
                    affiliations.remove(db, owner, node, change.getKey());
                }
            }
            if (affiliations.count(db, owner, node) > access.quotas().nodes().affiliationsPerNode()) {
                throw new RefusedException(Refusal.AFFILIATIONS_FULL);
            }
            return new Outcome.Done<>(nodes.find(db, owner, node).orElseThrow());
        });
    }

    @Override
    public CompletableFuture<Outcome<PersonalNode>> publish(BareJid owner, Publication publication) {
        AccountQuotas.Nodes quotas = access.quotas().nodes();
        if (publication.payload().size() > quotas.itemBytes()) {
            return CompletableFuture.completedFuture(new Outcome.Refused<>(Refusal.TOO_LARGE));
        }
        return access.change(Access.SMALL + publication.payload().size(), db -> {
            String node = publication.node();
            Optional<PersonalNode> before = nodes.find(db, owner, node);
            NodeConfiguration configuration =
                    before.map(PersonalNode::configuration).orElse(publication.initial());
            if (before.filter(publication.expected().negate()).isPresent()) {
                return new Outcome.Refused<>(Refusal.NODE_DIFFERS);
            }
            if (before.isEmpty()) {
                add(db, owner, node, configuration);
            }
            PersonalNode there = before.orElse(new PersonalNode(node, configuration, 0));
            if (!configuration.persistent()) {
                return new Outcome.Done<>(there.withVersion(0));
            }
            long version = Math.max(access.clock().millis(), items.newest(db, owner, node) + 1);
            items.put(db, owner, node, new NodeItem(publication.id(), version, publication.payload()));
            items.keepNewest(db, owner, node, configuration.keeps(quotas.itemsPerNode()));
            if (items.bytes(db, owner) > quotas.bytes()) {
                throw new RefusedException(Refusal.NODES_FULL);
            }
            return new Outcome.Done<>(there.withVersion(version));
        });
    }

    @Override
    public CompletableFuture<Outcome<PersonalNode>> retract(BareJid owner, String node, String item) {
        return access.change(Access.SMALL, db -> {
            Optional<PersonalNode> there = nodes.find(db, owner, node);
            if (there.isEmpty()) {
                return new Outcome.Refused<>(Refusal.NO_NODE);
            }
            return items.remove(db, owner, node, item)
                    ? new Outcome.Done<>(there.get().withVersion(items.newest(db, owner, node)))
                    : new Outcome.Refused<>(Refusal.NO_ITEM);
        });
    }

    @Override
    public CompletableFuture<Outcome<PersonalNode>> purge(BareJid owner, String node) {
        return access.change(Access.SMALL, db -> {
            Optional<PersonalNode> there = nodes.find(db, owner, node);
            if (there.isEmpty()) {
                return new Outcome.Refused<>(Refusal.NO_NODE);
            }
            items.keepNewest(db, owner, node, 0);
            return new Outcome.Done<>(there.get().withVersion(0));
        });
    }

    @Override
    public CompletableFuture<Outcome<PersonalNode>> delete(BareJid owner, String node) {
        return access.change(Access.SMALL, db -> {
            Optional<PersonalNode> there = nodes.find(db, owner, node);
            nodes.remove(db, owner, node);
            return there.<Outcome<PersonalNode>>map(Outcome.Done::new)
                    .orElseGet(() -> new Outcome.Refused<>(Refusal.NO_NODE));
        });
    }

    @Override
    public CompletableFuture<List<OwnedNode>> shownTo(BareJid account, String node, long after, int limit) {
        return access.read(db -> nodes.shownTo(db, account, node, new NodeRows.Bounds(after, limit)));
    }

    @Override
    public CompletableFuture<ItemPage> items(BareJid owner, String node, ItemQuery query) {
        return access.snapshot(db -> {
            List<ItemRows.Mark> marks = items.marks(db, owner, node, query);
            List<NodeItem> found = new ArrayList<>();
            long bytes = 0;
            int taken = 0;
            for (ItemRows.Mark mark : marks) {
                bytes += mark.bytes();
                if (taken == query.limit() || (taken > 0 && bytes > query.bytes())) {
                    break;
                }
                taken++;
                items.find(db, owner, node, mark.item()).ifPresent(found::add);
            }
            if (query.newestFirst()) {
                Collections.reverse(found);
            }
            return new ItemPage(found, taken == marks.size(), items.count(db, owner, node));
        });
    }

    @Override
    public CompletableFuture<List<NodeItem>> items(BareJid owner, String node, Collection<String> ids) {
        return access.snapshot(db -> {
            List<NodeItem> found = new ArrayList<>();
            for (String id : new LinkedHashSet<>(ids)) {
                items.find(db, owner, node, id).ifPresent(found::add);
            }
            found.sort(Comparator.comparingLong(NodeItem::version));
            return List.copyOf(found);
        });
    }
}
