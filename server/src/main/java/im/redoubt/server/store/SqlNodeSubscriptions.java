package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** {@link NodeSubscriptions} in SQL. */
final class SqlNodeSubscriptions implements NodeSubscriptions {
    private static final String TABLE = "personal_subscription";

    private final Access access;

    SqlNodeSubscriptions(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<Outcome<Boolean>> add(
            BareJid owner, NodeSubscription subscription, Predicate<FullJid> there) {
        return access.change(Access.SMALL, db -> {
            BareJid account = subscription.subscriber().bare();
            if (!exists(db, owner, subscription.node())) {
                return new Outcome.Refused<>(Refusal.NO_NODE);
            }
            forgetAbsent(db, account, there);
            boolean isNew = remove(db, owner, subscription) == 0;
            put(db, owner, subscription);
            AccountQuotas.Nodes quotas = access.quotas().nodes();
            if (isNew
                    && (count(db, owner, subscription.node()) > quotas.subscriptionsPerNode()
                            || count(db, account) > quotas.subscriptions())) {
                throw new RefusedException(Refusal.SUBSCRIPTIONS_FULL);
            }
            return new Outcome.Done<>(isNew);
        });
    }

    private static boolean exists(SqlSession db, BareJid owner, String node) throws SQLException {
        return db.sql("SELECT 1 FROM personal_node WHERE owner = ? AND node_hash = ?")
                .address(owner)
                .bytes(KeyHash.of(node))
                .matches();
    }

    /** What a resource was subscribed to that ended when the server did. */
    private static void forgetAbsent(SqlSession db, BareJid account, Predicate<FullJid> there) throws SQLException {
        List<String> subscribers = db.sql(
                        "SELECT DISTINCT subscriber FROM personal_subscription WHERE account_hash = ?")
                .bytes(KeyHash.of(account.toString()))
                .list(row -> row.getString(1));
        for (String subscriber : subscribers) {
            Optional<FullJid> gone = FullJid.parse(subscriber).filter(there.negate());
            if (gone.isPresent()) {
                forget(db, gone.get());
            }
        }
    }

    private static void put(SqlSession db, BareJid owner, NodeSubscription subscription) throws SQLException {
        String subscriber = subscription.subscriber().toString();
        db.sql("""
                INSERT INTO personal_subscription (owner, node_hash, subscriber_hash, subscriber, account_hash, format, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
                .address(owner)
                .bytes(KeyHash.of(subscription.node()))
                .bytes(KeyHash.of(subscriber))
                .text(subscriber)
                .bytes(KeyHash.of(subscription.subscriber().bare().toString()))
                .number(RowMark.FORMAT)
                .number(checksum(owner, subscription.node(), subscriber))
                .update();
    }

    private static long count(SqlSession db, BareJid owner, String node) throws SQLException {
        return db.sql("SELECT COUNT(*) FROM personal_subscription WHERE owner = ? AND node_hash = ?")
                .address(owner)
                .bytes(KeyHash.of(node))
                .count();
    }

    private static long count(SqlSession db, BareJid account) throws SQLException {
        return db.sql("SELECT COUNT(*) FROM personal_subscription WHERE account_hash = ?")
                .bytes(KeyHash.of(account.toString()))
                .count();
    }

    @Override
    public CompletableFuture<Integer> remove(BareJid owner, Collection<NodeSubscription> subscriptions) {
        return access.write(Access.SMALL * Math.max(1, subscriptions.size()), db -> {
            int gone = 0;
            for (NodeSubscription subscription : subscriptions) {
                gone += remove(db, owner, subscription);
            }
            return gone;
        });
    }

    private static int remove(SqlSession db, BareJid owner, NodeSubscription subscription) throws SQLException {
        return db.sql("DELETE FROM personal_subscription WHERE owner = ? AND node_hash = ? AND subscriber_hash = ?")
                .address(owner)
                .bytes(KeyHash.of(subscription.node()))
                .bytes(KeyHash.of(subscription.subscriber().toString()))
                .update();
    }

    @Override
    public CompletableFuture<Void> forget(FullJid subscriber) {
        return access.write(Access.SMALL, db -> forget(db, subscriber)).thenApply(gone -> null);
    }

    private static int forget(SqlSession db, FullJid subscriber) throws SQLException {
        return db.sql("DELETE FROM personal_subscription WHERE account_hash = ? AND subscriber_hash = ?")
                .bytes(KeyHash.of(subscriber.bare().toString()))
                .bytes(KeyHash.of(subscriber.toString()))
                .update();
    }

    /** An account is deleted: whoever has its address next has subscribed to nothing. */
    static void forget(SqlSession db, BareJid account) throws SQLException {
        db.sql("DELETE FROM personal_subscription WHERE account_hash = ?")
                .bytes(KeyHash.of(account.toString()))
                .update();
    }

    @Override
    public CompletableFuture<List<Jid>> of(BareJid owner, String node) {
        return access.read(
                db -> db.sql("""
                        SELECT subscriber, format, checksum FROM personal_subscription WHERE owner = ? AND node_hash = ?
                        ORDER BY subscriber
                        """).address(owner).bytes(KeyHash.of(node)).list(row -> read(row, owner, node)).stream()
                        .flatMap(Optional::stream)
                        .map(NodeSubscription::subscriber)
                        .toList());
    }

    @Override
    public CompletableFuture<List<NodeSubscription>> of(BareJid owner, BareJid account) {
        return access.read(db -> db
                .sql("""
                        SELECT s.subscriber, s.format, s.checksum, n.node FROM personal_subscription s
                        JOIN personal_node n ON n.owner = s.owner AND n.node_hash = s.node_hash
                        WHERE s.account_hash = ? AND s.owner = ? ORDER BY n.node, s.subscriber
                        """)
                .bytes(KeyHash.of(account.toString()))
                .address(owner)
                .list(row -> read(row, owner, row.getString(4)))
                .stream()
                .flatMap(Optional::stream)
                .filter(one -> one.subscriber().bare().equals(account))
                .toList());
    }

    private Optional<NodeSubscription> read(ResultSet row, BareJid owner, String node) throws SQLException {
        String subscriber = row.getString(1);
        RowMark mark = new RowMark(row.getInt(2), row.getLong(3));
        String key = owner + " " + node + " " + subscriber;
        if (!access.damage().intact(TABLE, key, mark, checksum(owner, node, subscriber))) {
            return Optional.empty();
        }
        Optional<Jid> address = Jid.parse(subscriber);
        if (address.isEmpty()) {
            access.damage().report(TABLE, key, "the address cannot be read");
        }
        return address.map(one -> new NodeSubscription(node, one));
    }

    private static long checksum(BareJid owner, String node, String subscriber) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(owner.toString())
                .text(node)
                .text(subscriber)
                .value();
    }
}
