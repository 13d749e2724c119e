package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.util.Optional;

/** The messages that are on their way to sessions and in no archive of their account's. */
final class UnderwayRows {
    private UnderwayRows() {}

    /** Keeps a message until a session of an account has it. Returns how many rows refer to the body now: none if there is no such account. */
    static int depart(SqlSession db, MessageId id, BareJid account, long size) throws SQLException {
        return db.sql(
                        "INSERT INTO message_underway (id, nonce, account, size) SELECT ?, ?, address, ? FROM account WHERE address = ?")
                .reference(id)
                .number(size)
                .address(account)
                .update();
    }

    /** A session has it: forgets it, and the body if nobody else refers to it. */
    static void arrive(SqlSession db, MessageId id) throws SQLException {
        int gone =
                db.sql("DELETE FROM message_underway WHERE id = ?").message(id).update();
        if (gone > 0) {
            MessageRows.release(db, id);
        }
    }

    /** What waited was handed to a session, which answers for it from now on. */
    static void handOver(SqlSession db, BareJid account, MessageId id) throws SQLException {
        db.sql("""
                INSERT INTO message_underway (id, nonce, account, size)
                SELECT id, nonce, account, size FROM message_waiting WHERE account = ? AND id = ?
                """).address(account).message(id).update();
        db.sql("DELETE FROM message_waiting WHERE account = ? AND id = ?")
                .address(account)
                .message(id)
                .update();
    }

    /** Takes a message out that no session got. Returns how much it counts as where it waits; nothing if it is not here. */
    static Optional<Long> takeBack(SqlSession db, BareJid account, MessageId id) throws SQLException {
        Optional<Long> size = db.sql("SELECT size FROM message_underway WHERE id = ? AND account = ?")
                .message(id)
                .address(account)
                .first(row -> row.getLong(1));
        if (size.isPresent()) {
            db.sql("DELETE FROM message_underway WHERE id = ?").message(id).update();
        }
        return size;
    }

    /**
     * At a start: what no session answers for that was laid down waits for its account, however full that is: it was taken before.
     */
    static void recover(SqlSession db) throws SQLException {
        int waiting = db.sql("""
                INSERT INTO message_waiting (account, id, nonce, size)
                SELECT account, id, nonce, size FROM message_underway
                WHERE id NOT IN (SELECT owed FROM hibernated_stanza WHERE owed IS NOT NULL)
                """).update();
        if (waiting == 0) {
            return;
        }
        db.sql("""
                INSERT INTO offline_backlog (account, pending_count, pending_bytes)
                SELECT account, COUNT(*), SUM(size) FROM message_waiting
                WHERE account IN (SELECT account FROM message_underway)
                GROUP BY account
                ON CONFLICT (account) DO UPDATE SET
                    pending_count = excluded.pending_count, pending_bytes = excluded.pending_bytes
                """).update();
        db.sql("""
                DELETE FROM message_underway
                WHERE id NOT IN (SELECT owed FROM hibernated_stanza WHERE owed IS NOT NULL)
                """).update();
    }

    /** Forgets all that is on its way to an account, before the account goes. */
    static void releaseAll(SqlSession db, BareJid account) throws SQLException {
        for (MessageId id : db.sql("SELECT id, nonce FROM message_underway WHERE account = ?")
                .address(account)
                .list(MessageIds::read)) {
            arrive(db, id);
        }
    }
}
