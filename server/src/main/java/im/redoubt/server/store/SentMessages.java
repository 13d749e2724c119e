package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What accounts sent within a day under an id of their own. Of each account so many are remembered and no more: what is sent beyond
 * that is not known when it comes again. Belongs to the writer.
 */
final class SentMessages {
    /** How long one is remembered. */
    static final Duration MEMORY = Duration.ofDays(1);

    /** How many of one account are. */
    static final int MOST = 10_000;

    private static final int MOST_ACCOUNTS = 10_000;

    /** How many were remembered since the old ones were forgotten last. */
    private final Map<BareJid, Integer> remembered = new HashMap<>();

    /**
     * Remembers what an account sends. An account that does not exist sends everything for the first time.
     *
     * @param now milliseconds since 1970
     * @return whether it is the first time within a day, as far as that is known
     */
    boolean isNew(SqlSession db, BareJid account, Blob digest, long now) throws SQLException {
        if (remembered.getOrDefault(account, 0) >= MOST) {
            return true;
        }
        int written = db.sql("""
                INSERT INTO sent_message (account, digest, sent_at) SELECT address, ?, ? FROM account WHERE address = ?
                ON CONFLICT (account, digest) DO UPDATE SET sent_at = excluded.sent_at WHERE sent_message.sent_at <= ?
                """)
                .bytes(digest.shared())
                .number(now)
                .address(account)
                .number(now - MEMORY.toMillis())
                .update();
        if (written > 0) {
            count(account);
            return true;
        }
        return !db.sql("SELECT 1 FROM sent_message WHERE account = ? AND digest = ?")
                .address(account)
                .bytes(digest.shared())
                .matches();
    }

    /** What was sent went nowhere: it may be sent once more. */
    static void forget(SqlSession db, BareJid account, Blob digest) throws SQLException {
        db.sql("DELETE FROM sent_message WHERE account = ? AND digest = ?")
                .address(account)
                .bytes(digest.shared())
                .update();
    }

    private void count(BareJid account) {
        if (remembered.size() >= MOST_ACCOUNTS) {
            remembered.clear();
        }
        remembered.merge(account, 1, Integer::sum);
    }

    /** Forgets what an account sent longer ago. */
    void forget(SqlSession db, BareJid account, long now) throws SQLException {
        db.sql("DELETE FROM sent_message WHERE account = ? AND sent_at <= ?")
                .address(account)
                .number(now - MEMORY.toMillis())
                .update();
        long left = db.sql("SELECT COUNT(*) FROM sent_message WHERE account = ?")
                .address(account)
                .count();
        if (left == 0) {
            remembered.remove(account);
        } else {
            remembered.put(account, (int) left);
        }
    }
}
