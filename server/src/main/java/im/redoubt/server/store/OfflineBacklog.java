package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;

/** How much waits for an account: its quota. */
final class OfflineBacklog {
    private OfflineBacklog() {}

    /** Counts a message that is about to wait. Returns false if there is no room for it, or no such account. */
    static boolean reserve(SqlSession db, BareJid account, long size, AccountQuotas quotas) throws SQLException {
        if (size > quotas.offlineBytes() || quotas.offlineMessages() < 1) {
            return false;
        }
        return db.sql("""
                INSERT INTO offline_backlog (account, pending_count, pending_bytes)
                SELECT address, 1, ? FROM account WHERE address = ?
                ON CONFLICT (account) DO UPDATE SET
                    pending_count = offline_backlog.pending_count + 1,
                    pending_bytes = offline_backlog.pending_bytes + excluded.pending_bytes
                WHERE offline_backlog.pending_count < ? AND offline_backlog.pending_bytes + excluded.pending_bytes <= ?
                """)
                        .number(size)
                        .address(account)
                        .number(quotas.offlineMessages())
                        .number(quotas.offlineBytes())
                        .update()
                > 0;
    }

    /** Counts anew what waits. */
    static void recount(SqlSession db, BareJid account) throws SQLException {
        db.sql("""
                UPDATE offline_backlog SET
                    pending_count = (SELECT COUNT(*) FROM message_waiting WHERE account = ?),
                    pending_bytes = (SELECT COALESCE(SUM(size), 0) FROM message_waiting WHERE account = ?)
                WHERE account = ?
                """).address(account).address(account).address(account).update();
    }
}
