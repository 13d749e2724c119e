package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The rows of personal_item, inside the transactions of others. */
final class ItemRows {
    private static final String TABLE = "personal_item";

    private final DamageLog damage;

    ItemRows(DamageLog damage) {
        this.damage = damage;
    }

    /**
     * What is known of an item before it is read.
     *
     * @param item its name
     * @param bytes the size of its payload and its name
     */
    record Mark(String item, int bytes) {}

    /** Returns the items that a query asks for, one more than its limit at most, in its order. */
    List<Mark> marks(SqlSession db, BareJid owner, String node, ItemQuery query) throws SQLException {
        Query statement = query.newestFirst() ? db.sql("""
                        SELECT item, size FROM personal_item WHERE owner = ? AND node_hash = ? AND version > ? AND version < ?
                        ORDER BY version DESC LIMIT ?
                        """) : db.sql("""
                        SELECT item, size FROM personal_item WHERE owner = ? AND node_hash = ? AND version > ? AND version < ?
                        ORDER BY version LIMIT ?
                        """);
        return statement
                .address(owner)
                .bytes(KeyHash.of(node))
                .number(query.after())
                .number(query.before())
                .number(query.limit() + 1L)
                .list(row -> new Mark(row.getString(1), row.getInt(2)));
    }

    Optional<NodeItem> find(SqlSession db, BareJid owner, String node, String item) throws SQLException {
        return db.sql("""
                SELECT version, content, format, checksum FROM personal_item
                WHERE owner = ? AND node_hash = ? AND item_hash = ?
                """)
                .address(owner)
                .bytes(KeyHash.of(node))
                .bytes(KeyHash.of(item))
                .first(row -> read(row, owner, node, item))
                .flatMap(found -> found);
    }

    /** Returns the version of the newest item, 0 if there is none. */
    long newest(SqlSession db, BareJid owner, String node) throws SQLException {
        return db.sql("SELECT MAX(version) FROM personal_item WHERE owner = ? AND node_hash = ?")
                .address(owner)
                .bytes(KeyHash.of(node))
                .count();
    }

    int count(SqlSession db, BareJid owner, String node) throws SQLException {
        return (int) db.sql("SELECT COUNT(*) FROM personal_item WHERE owner = ? AND node_hash = ?")
                .address(owner)
                .bytes(KeyHash.of(node))
                .count();
    }

    /** Returns the size of all items of an account. */
    long bytes(SqlSession db, BareJid owner) throws SQLException {
        return db.sql("SELECT COALESCE(SUM(size), 0) FROM personal_item WHERE owner = ?")
                .address(owner)
                .count();
    }

    void put(SqlSession db, BareJid owner, String node, NodeItem item) throws SQLException {
        db.sql("""
                INSERT INTO personal_item (owner, node_hash, item_hash, item, version, format, size, content, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (owner, node_hash, item_hash) DO UPDATE SET item = excluded.item, version = excluded.version,
                    format = excluded.format, size = excluded.size, content = excluded.content,
                    checksum = excluded.checksum
                """)
                .address(owner)
                .bytes(KeyHash.of(node))
                .bytes(KeyHash.of(item.id()))
                .text(item.id())
                .number(item.version())
                .number(RowMark.FORMAT)
                .number(item.id().length() + (long) item.payload().size())
                .bytes(item.payload().shared())
                .number(checksum(owner, node, item))
                .update();
    }

    boolean remove(SqlSession db, BareJid owner, String node, String item) throws SQLException {
        return db.sql("DELETE FROM personal_item WHERE owner = ? AND node_hash = ? AND item_hash = ?")
                        .address(owner)
                        .bytes(KeyHash.of(node))
                        .bytes(KeyHash.of(item))
                        .update()
                > 0;
    }

    /** Removes the oldest items beyond so many. */
    void keepNewest(SqlSession db, BareJid owner, String node, int kept) throws SQLException {
        byte[] hash = KeyHash.of(node);
        db.sql("""
                DELETE FROM personal_item WHERE owner = ? AND node_hash = ? AND version <= (SELECT version
                    FROM personal_item WHERE owner = ? AND node_hash = ? ORDER BY version DESC LIMIT 1 OFFSET ?)
                """)
                .address(owner)
                .bytes(hash)
                .address(owner)
                .bytes(hash)
                .number(kept)
                .update();
    }

    private Optional<NodeItem> read(ResultSet row, BareJid owner, String node, String item) throws SQLException {
        NodeItem found = new NodeItem(item, row.getLong(1), Blob.owning(row.getBytes(2)));
        RowMark mark = new RowMark(row.getInt(3), row.getLong(4));
        return damage.intact(TABLE, owner + " " + node + " " + item, mark, checksum(owner, node, found))
                ? Optional.of(found)
                : Optional.empty();
    }

    private static long checksum(BareJid owner, String node, NodeItem item) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(owner.toString())
                .text(node)
                .text(item.id())
                .number(item.version())
                .bytes(item.payload().shared())
                .value();
    }
}
