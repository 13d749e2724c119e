package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;

/** Where an account's offline delivery stands in the log, and how much waits after it. */
final class OfflineCursor {
    private OfflineCursor() {}

    /** Counts a message that is about to wait, unless there is no room for it. */
    static boolean reserve(SqlSession db, BareJid account, long size, AccountQuotas quotas) throws SQLException {
        if (size > quotas.offlineBytes() || quotas.offlineMessages() < 1) {
            return false;
        }
        return db.sql("""
                INSERT INTO offline_cursor (account, last_id, pending_count, pending_bytes) VALUES (?, ?, 1, ?)
                ON CONFLICT (account) DO UPDATE SET
                    pending_count = offline_cursor.pending_count + 1,
                    pending_bytes = offline_cursor.pending_bytes + excluded.pending_bytes
                WHERE offline_cursor.pending_count < ? AND offline_cursor.pending_bytes + excluded.pending_bytes <= ?
                """)
                        .address(account)
                        .id(MessageId.START)
                        .number(size)
                        .number(quotas.offlineMessages())
                        .number(quotas.offlineBytes())
                        .update()
                > 0;
    }

    /** Returns the last id delivered. */
    static MessageId last(SqlSession db, BareJid account) throws SQLException {
        return db.sql("SELECT last_id FROM offline_cursor WHERE account = ?")
                .address(account)
                .first(row -> MessageIds.fromBytes(row.getBytes(1)))
                .orElse(MessageId.START);
    }

    /** Moves to an id and counts anew what waits after it. */
    static void move(SqlSession db, BareJid account, MessageId to) throws SQLException {
        Backlog rest = db.sql("""
                SELECT COUNT(*), COALESCE(SUM(size), 0) FROM message_owner
                WHERE owner = ? AND id > ? AND keep IN (1, 3)
                """)
                .address(account)
                .id(to)
                .first(row -> new Backlog(row.getInt(1), row.getLong(2)))
                .orElse(Backlog.NONE);
        db.sql("""
                INSERT INTO offline_cursor (account, last_id, pending_count, pending_bytes) VALUES (?, ?, ?, ?)
                ON CONFLICT (account) DO UPDATE SET last_id = excluded.last_id,
                    pending_count = excluded.pending_count, pending_bytes = excluded.pending_bytes
                """)
                .address(account)
                .id(to)
                .number(rest.count())
                .number(rest.bytes())
                .update();
    }
}
