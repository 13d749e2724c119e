package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of personal_node, inside the transactions of others. */
final class NodeRows {
    private static final String TABLE = "personal_node";

    private final DamageLog damage;
    private final AffiliationRows affiliations;

    NodeRows(DamageLog damage) {
        this.damage = damage;
        this.affiliations = new AffiliationRows(damage);
    }

    List<PersonalNode> all(SqlSession db, BareJid owner) throws SQLException {
        return affiliations.in(
                db,
                owner,
                db.sql("""
                SELECT n.node, n.access, n.persistent, n.max_items, n.last_item, n.payloads, n.tells_retraction,
                    n.tells_deletion, n.group_names, n.format, n.checksum, (SELECT MAX(i.version) FROM personal_item i
                        WHERE i.owner = n.owner AND i.node_hash = n.node_hash)
                FROM personal_node n WHERE n.owner = ? ORDER BY n.node
                """).address(owner).list(row -> read(row, owner)).stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** The affiliations are asked for whether there is such a node or not: that takes as long then. */
    Optional<PersonalNode> find(SqlSession db, BareJid owner, String node) throws SQLException {
        Optional<PersonalNode> found = db.sql("""
                SELECT n.node, n.access, n.persistent, n.max_items, n.last_item, n.payloads, n.tells_retraction,
                    n.tells_deletion, n.group_names, n.format, n.checksum, (SELECT MAX(i.version) FROM personal_item i
                        WHERE i.owner = n.owner AND i.node_hash = n.node_hash)
                FROM personal_node n WHERE n.owner = ? AND n.node_hash = ?
                """)
                .address(owner)
                .bytes(KeyHash.of(node))
                .first(row -> read(row, owner))
                .flatMap(one -> one);
        PersonalNode affiliated =
                affiliations.in(db, owner, found.orElse(new PersonalNode(node, NodeConfiguration.DEFAULT, 0)));
        return found.map(one -> affiliated);
    }

    /**
     * Which of many nodes.
     *
     * @param after those with an item newer than this version
     * @param limit so many at most
     */
    record Bounds(long after, int limit) {}

    List<OwnedNode> shownTo(SqlSession db, BareJid account, String node, Bounds bounds) throws SQLException {
        List<OwnedNode> found = new ArrayList<>();
        db.sql("""
                SELECT n.node, n.access, n.persistent, n.max_items, n.last_item, n.payloads, n.tells_retraction,
                    n.tells_deletion, n.group_names, n.format, n.checksum, (SELECT MAX(i.version) FROM personal_item i
                        WHERE i.owner = n.owner AND i.node_hash = n.node_hash), n.owner
                FROM roster_item mine
                JOIN roster_item theirs ON theirs.account = mine.contact AND theirs.contact = mine.account
                    AND theirs.subscription IN (2, 3)
                JOIN personal_node n ON n.owner = mine.contact AND n.node_hash = ?
                WHERE mine.account = ? AND mine.subscription IN (1, 3) AND n.last_item = 2
                    AND (n.access IN (0, 1, 3) OR EXISTS (SELECT 1 FROM personal_affiliation a
                        WHERE a.owner = n.owner AND a.node_hash = n.node_hash AND a.entity_hash = ? AND a.affiliation = 1))
                    AND EXISTS (SELECT 1 FROM personal_item i
                        WHERE i.owner = n.owner AND i.node_hash = n.node_hash AND i.version > ?)
                ORDER BY n.owner LIMIT ?
                """)
                .bytes(KeyHash.of(node))
                .address(account)
                .bytes(KeyHash.of(account.toString()))
                .number(bounds.after())
                .number(bounds.limit())
                .list(row -> {
                    BareJid owner = BareJid.of(row.getString(13));
                    read(row, owner).ifPresent(one -> found.add(new OwnedNode(owner, one)));
                    return owner;
                });
        return found;
    }

    boolean exists(SqlSession db, BareJid owner, String node) throws SQLException {
        return db.sql("SELECT 1 FROM personal_node WHERE owner = ? AND node_hash = ?")
                .address(owner)
                .bytes(KeyHash.of(node))
                .matches();
    }

    long count(SqlSession db, BareJid owner) throws SQLException {
        return db.sql("SELECT COUNT(*) FROM personal_node WHERE owner = ?")
                .address(owner)
                .count();
    }

    void put(SqlSession db, BareJid owner, String node, NodeConfiguration now) throws SQLException {
        db.sql("""
                INSERT INTO personal_node (owner, node_hash, node, access, persistent, max_items, last_item, payloads,
                    tells_retraction, tells_deletion, group_names, format, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (owner, node_hash) DO UPDATE SET node = excluded.node, access = excluded.access,
                    persistent = excluded.persistent, max_items = excluded.max_items, last_item = excluded.last_item,
                    payloads = excluded.payloads, tells_retraction = excluded.tells_retraction,
                    tells_deletion = excluded.tells_deletion, group_names = excluded.group_names, format = excluded.format,
                    checksum = excluded.checksum
                """)
                .address(owner)
                .bytes(KeyHash.of(node))
                .text(node)
                .number(now.access().code())
                .flag(now.persistent())
                .number(now.maxItems())
                .number(now.lastItem().code())
                .flag(now.payloads())
                .flag(now.tellsRetraction())
                .flag(now.tellsDeletion())
                .text(GroupNames.joined(now.groups()))
                .number(RowMark.FORMAT)
                .number(checksum(owner, node, now))
                .update();
    }

    void remove(SqlSession db, BareJid owner, String node) throws SQLException {
        db.sql("DELETE FROM personal_node WHERE owner = ? AND node_hash = ?")
                .address(owner)
                .bytes(KeyHash.of(node))
                .update();
    }

    /** A node whose row is damaged is as good as none: nobody is shown by mistake what was private. */
    private Optional<PersonalNode> read(ResultSet row, BareJid owner) throws SQLException {
        String node = row.getString(1);
        String key = owner + " " + node;
        Optional<AccessModel> access = AccessModel.ofCode(row.getInt(2));
        Optional<LastItem> lastItem = LastItem.ofCode(row.getInt(5));
        if (access.isEmpty() || lastItem.isEmpty()) {
            damage.report(TABLE, key, "the configuration cannot be read");
            return Optional.empty();
        }
        NodeConfiguration configuration = new NodeConfiguration(
                access.get(),
                row.getInt(3) != 0,
                row.getInt(4),
                lastItem.get(),
                row.getInt(6) != 0,
                row.getInt(7) != 0,
                row.getInt(8) != 0,
                GroupNames.split(row.getString(9)));
        RowMark mark = new RowMark(row.getInt(10), row.getLong(11));
        return damage.intact(TABLE, key, mark, checksum(owner, node, configuration))
                ? Optional.of(new PersonalNode(node, configuration, row.getLong(12)))
                : Optional.empty();
    }

    private static long checksum(BareJid owner, String node, NodeConfiguration configuration) {
        RowChecksum checksum = new RowChecksum()
                .number(RowMark.FORMAT)
                .text(owner.toString())
                .text(node)
                .number(configuration.access().code())
                .number(configuration.persistent() ? 1 : 0)
                .number(configuration.maxItems())
                .number(configuration.lastItem().code())
                .number(configuration.payloads() ? 1 : 0)
                .number(configuration.tellsRetraction() ? 1 : 0)
                .number(configuration.tellsDeletion() ? 1 : 0);
        // Rows of before there were groups have none in their checksum.
        return configuration.groups().isEmpty()
                ? checksum.value()
                : checksum.text(GroupNames.joined(configuration.groups())).value();
    }
}
