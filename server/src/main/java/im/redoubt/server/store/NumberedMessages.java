package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Moves messages, archives, what waits and what is on its way to the tables in which messages and accounts have numbers. */
final class NumberedMessages {
    /** So many rows at once in memory. */
    private static final int SLICE = 1_000;

    private static final String NO_OWNER = "";

    private NumberedMessages() {}

    /** A row of an archive, or one that waits, as it was: its peer is empty if it waits. */
    private record Before(String owner, MessageId id, String peer, long size) {
        private static Before read(ResultSet row) throws SQLException {
            return new Before(
                    row.getString(1), MessageIds.fromBytes(row.getBytes(2)), row.getString(3), row.getLong(4));
        }
    }

    static void move(SqlSession db) throws SQLException {
        moveBodies(db);
        moveArchives(db);
        moveWaiting(db);
        moveUnderway(db);
        moveOwed(db);
        db.sql("ALTER TABLE hibernated_stanza DROP COLUMN owed_before").update();
        db.sql("DROP TABLE message_underway_before").update();
        db.sql("DROP TABLE message_waiting_before").update();
        db.sql("DROP TABLE archive_entry_before").update();
        db.sql("DROP TABLE message_before").update();
    }

    private static void moveBodies(SqlSession db) throws SQLException {
        MessageId last = MessageId.START;
        for (List<MessageId> ids = bodies(db, last); !ids.isEmpty(); ids = bodies(db, last)) {
            for (MessageId id : ids) {
                db.sql("""
                        INSERT INTO message (id, format, received_at, kind, flags, sender, recipient, stanza_id, language,
                            content, checksum, refs)
                        SELECT ?, format, received_at, kind, flags, sender, recipient, stanza_id, language,
                            content, checksum, refs FROM message_before WHERE id = ?
                        """).message(id).id(id).update();
            }
            last = ids.getLast();
        }
    }

    private static List<MessageId> bodies(SqlSession db, MessageId after) throws SQLException {
        return db.sql("SELECT id FROM message_before WHERE id > ? ORDER BY id LIMIT ?")
                .id(after)
                .number(SLICE)
                .list(row -> MessageIds.fromBytes(row.getBytes(1)));
    }

    private static void moveArchives(SqlSession db) throws SQLException {
        Before last = new Before(NO_OWNER, MessageId.START, "", 0);
        for (List<Before> rows = archived(db, last); !rows.isEmpty(); rows = archived(db, last)) {
            for (Before row : rows) {
                long peer = ArchiveSpans.peer(BareJid.of(row.peer()));
                long owner = MessageRows.archive(db, row.id(), BareJid.of(row.owner()), peer, row.size())
                        .orElseThrow();
                ArchiveSpans.insert(
                        db, new ArchiveSpans.Span(owner, peer, row.id().number() >> ArchiveSpans.BITS));
            }
            last = rows.getLast();
        }
    }

    private static List<Before> archived(SqlSession db, Before after) throws SQLException {
        return db.sql("""
                SELECT owner, id, peer, size FROM archive_entry_before WHERE (owner, id) > (?, ?) ORDER BY owner, id LIMIT ?
                """).text(after.owner()).id(after.id()).number(SLICE).list(Before::read);
    }

    private static void moveWaiting(SqlSession db) throws SQLException {
        Before last = new Before(NO_OWNER, MessageId.START, "", 0);
        for (List<Before> rows = waiting(db, last); !rows.isEmpty(); rows = waiting(db, last)) {
            for (Before row : rows) {
                MessageRows.await(db, row.id(), BareJid.of(row.owner()), row.size());
            }
            last = rows.getLast();
        }
    }

    private static List<Before> waiting(SqlSession db, Before after) throws SQLException {
        return db.sql("""
                SELECT account, id, '', size FROM message_waiting_before
                WHERE (account, id) > (?, ?) ORDER BY account, id LIMIT ?
                """).text(after.owner()).id(after.id()).number(SLICE).list(Before::read);
    }

    /** What is on its way, and what sessions owe, is bounded by what fits into memory. */
    private static void moveUnderway(SqlSession db) throws SQLException {
        List<Before> rows = db.sql("SELECT account, id, '', size FROM message_underway_before")
                .list(Before::read);
        for (Before row : rows) {
            UnderwayRows.depart(db, row.id(), BareJid.of(row.owner()), row.size());
        }
    }

    private static void moveOwed(SqlSession db) throws SQLException {
        List<MessageId> owed = db.sql(
                        "SELECT DISTINCT owed_before FROM hibernated_stanza WHERE owed_before IS NOT NULL")
                .list(row -> MessageIds.fromBytes(row.getBytes(1)));
        for (MessageId id : owed) {
            db.sql("UPDATE hibernated_stanza SET owed = ?, owed_nonce = ? WHERE owed_before = ?")
                    .reference(id)
                    .id(id)
                    .update();
        }
    }
}
