package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.util.List;

/**
 * The size of an account's archive, kept up to an id (XEP-0313 section 2.3 lets the oldest leave). It is counted when archives are
 * looked after and not when a message is written, which would cost a row more for each of its owners.
 */
final class ArchiveSize {
    /** So many messages leave in one transaction: whoever writes meanwhile is not kept waiting for long. */
    static final int SLICE = 200;

    /** So many are counted in one. */
    private static final int COUNTED = 1_000;

    /** About what a message takes beside its content. */
    static final long ROW_BYTES = 256;

    private ArchiveSize() {}

    /** So many bytes up to the message with this number. */
    private record Counted(long bytes, long upTo) {}

    /** Counts a slice of what came, and lets a slice of what is too old or too much go. Returns whether there is more to do. */
    static boolean shorten(SqlSession db, BareJid owner, MessageId before, long most) throws SQLException {
        Counted known = db.sql("SELECT bytes, counted_to FROM archive_size WHERE owner = " + MessageRows.OWNER)
                .address(owner)
                .first(row -> new Counted(row.getLong(1), row.getLong(2)))
                .orElse(new Counted(0, 0));
        List<ArchiveEntry> news = entries(db, owner, known.upTo(), COUNTED);
        Counted now = news.isEmpty()
                ? known
                : new Counted(known.bytes() + bytes(news), news.getLast().id().number());
        List<ArchiveEntry> oldest = entries(db, owner, 0, SLICE);
        int leaving = 0;
        for (ArchiveEntry entry : oldest) {
            if (entry.id().number() > now.upTo() || (entry.id().compareTo(before) >= 0 && now.bytes() <= most)) {
                break;
            }
            now = new Counted(now.bytes() - entry.size() - ROW_BYTES, now.upTo());
            leaving++;
        }
        if (leaving > 0) {
            MessageId left = oldest.get(leaving - 1).id();
            MessageRows.releaseArchived(db, owner, left);
            if (leaving < SLICE) {
                ArchiveSpans.forgetOld(db, owner, left);
            }
        }
        if (!now.equals(known)) {
            put(db, owner, now);
        }
        return news.size() == COUNTED || leaving == SLICE;
    }

    private static long bytes(List<ArchiveEntry> entries) {
        return entries.stream().mapToLong(entry -> entry.size() + ROW_BYTES).sum();
    }

    private static List<ArchiveEntry> entries(SqlSession db, BareJid owner, long after, int most) throws SQLException {
        return db.sql("SELECT id, nonce, size FROM archive_entry WHERE owner = " + MessageRows.OWNER
                        + " AND id > ? ORDER BY id LIMIT ?")
                .address(owner)
                .number(after)
                .number(most)
                .list(row -> new ArchiveEntry(MessageIds.read(row), row.getLong(3), true));
    }

    private static void put(SqlSession db, BareJid owner, Counted now) throws SQLException {
        db.sql("""
                INSERT INTO archive_size (owner, bytes, counted_to) SELECT number, ?, ? FROM account WHERE address = ?
                ON CONFLICT (owner) DO UPDATE SET bytes = excluded.bytes, counted_to = excluded.counted_to
                """).number(now.bytes()).number(now.upTo()).address(owner).update();
    }
}
