package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of personal_affiliation, inside the transactions of others. Guarantee: where one of a node is damaged, nobody but the
 * node's owner is shown it, since the row may have kept somebody out.
 */
final class AffiliationRows {
    private static final String TABLE = "personal_affiliation";

    private final DamageLog damage;

    AffiliationRows(DamageLog damage) {
        this.damage = damage;
    }

    private record Row(String node, Optional<Map.Entry<BareJid, Affiliation>> entry) {}

    PersonalNode in(SqlSession db, BareJid owner, PersonalNode node) throws SQLException {
        return with(
                node,
                db.sql("""
                SELECT entity, affiliation, format, checksum FROM personal_affiliation WHERE owner = ? AND node_hash = ?
                """).address(owner).bytes(KeyHash.of(node.name())).list(row -> read(row, owner, node.name())));
    }

    List<PersonalNode> in(SqlSession db, BareJid owner, List<PersonalNode> nodes) throws SQLException {
        Map<String, List<Row>> rows = new HashMap<>();
        db.sql("""
                SELECT a.entity, a.affiliation, a.format, a.checksum, n.node FROM personal_affiliation a
                JOIN personal_node n ON n.owner = a.owner AND n.node_hash = a.node_hash WHERE a.owner = ?
                """)
                .address(owner)
                .list(row -> read(row, owner, row.getString(5)))
                .forEach(row -> rows.computeIfAbsent(row.node(), key -> new ArrayList<>())
                        .add(row));
        return nodes.stream()
                .map(node -> with(node, rows.getOrDefault(node.name(), List.of())))
                .toList();
    }

    private static PersonalNode with(PersonalNode node, List<Row> rows) {
        Map<BareJid, Affiliation> all = new HashMap<>();
        for (Row row : rows) {
            if (row.entry().isEmpty()) {
                return node.with(node.configuration().withAccess(AccessModel.WHITELIST));
            }
            all.put(row.entry().get().getKey(), row.entry().get().getValue());
        }
        return node.with(all);
    }

    void put(SqlSession db, BareJid owner, String node, BareJid entity, Affiliation affiliation) throws SQLException {
        db.sql("""
                INSERT INTO personal_affiliation (owner, node_hash, entity_hash, entity, affiliation, format, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (owner, node_hash, entity_hash) DO UPDATE SET entity = excluded.entity,
                    affiliation = excluded.affiliation, format = excluded.format, checksum = excluded.checksum
                """)
                .address(owner)
                .bytes(KeyHash.of(node))
                .bytes(KeyHash.of(entity.toString()))
                .address(entity)
                .number(affiliation.code())
                .number(RowMark.FORMAT)
                .number(checksum(owner, node, entity.toString(), affiliation.code()))
                .update();
    }

    void remove(SqlSession db, BareJid owner, String node, BareJid entity) throws SQLException {
        db.sql("DELETE FROM personal_affiliation WHERE owner = ? AND node_hash = ? AND entity_hash = ?")
                .address(owner)
                .bytes(KeyHash.of(node))
                .bytes(KeyHash.of(entity.toString()))
                .update();
    }

    long count(SqlSession db, BareJid owner, String node) throws SQLException {
        return db.sql("SELECT COUNT(*) FROM personal_affiliation WHERE owner = ? AND node_hash = ?")
                .address(owner)
                .bytes(KeyHash.of(node))
                .count();
    }

    /** Who has the address of a deleted account is a member nowhere. Outcasts stay so. */
    static void forget(SqlSession db, BareJid entity) throws SQLException {
        db.sql("DELETE FROM personal_affiliation WHERE entity_hash = ? AND affiliation = ?")
                .bytes(KeyHash.of(entity.toString()))
                .number(Affiliation.MEMBER.code())
                .update();
    }

    private Row read(ResultSet row, BareJid owner, String node) throws SQLException {
        String entity = row.getString(1);
        int code = row.getInt(2);
        RowMark mark = new RowMark(row.getInt(3), row.getLong(4));
        String key = owner + " " + node + " " + entity;
        if (!damage.intact(TABLE, key, mark, checksum(owner, node, entity, code))) {
            return new Row(node, Optional.empty());
        }
        Optional<Map.Entry<BareJid, Affiliation>> entry = BareJid.parse(entity)
                .flatMap(address -> Affiliation.ofCode(code).map(affiliation -> Map.entry(address, affiliation)));
        if (entry.isEmpty()) {
            damage.report(TABLE, key, "the affiliation cannot be read");
        }
        return new Row(node, entry);
    }

    private static long checksum(BareJid owner, String node, String entity, int code) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(owner.toString())
                .text(node)
                .text(entity)
                .number(code)
                .value();
    }
}
