package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The rows of the message log: bodies, and the owners that refer to them. */
final class MessageRows {
    /** What {@link #read} reads of what waits for an account; conditions on the id follow. */
    static final String WAITING = """
            SELECT w.id, w.nonce, m.format, m.received_at, m.kind, m.flags, m.sender, m.recipient, m.stanza_id, m.language,
                m.content, m.checksum,
                EXISTS (SELECT 1 FROM account a JOIN archive_entry o ON o.owner = a.number
                    WHERE a.address = w.account AND o.id = w.id)
            FROM message_waiting w LEFT JOIN message m ON m.id = w.id
            WHERE w.account = ?
            """;

    /** What {@link #read} reads of rows {@code o} of an archive, joined with their bodies {@code m}. */
    static final String ARCHIVED = """
            SELECT o.id, o.nonce, m.format, m.received_at, m.kind, m.flags, m.sender, m.recipient, m.stanza_id, m.language,
                m.content, m.checksum, TRUE
            """;

    /** The number of an account, by its address. */
    static final String OWNER = "(SELECT number FROM account WHERE address = ?)";

    private static final String ARCHIVED_UP_TO = "SELECT id FROM archive_entry WHERE owner = " + OWNER + " AND id <= ?";

    private MessageRows() {}

    static void insertBody(SqlSession db, MessageId id, long receivedAt, NewMessage message, int refs)
            throws SQLException {
        MessageHeader header = message.header();
        db.sql("""
                INSERT INTO message (id, format, received_at, kind, flags, sender, recipient, stanza_id, language,
                    content, checksum, refs)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .message(id)
                .number(RowMark.FORMAT)
                .number(receivedAt)
                .number(header.kind().code())
                .number(header.flags())
                .address(header.from())
                .address(header.to())
                .text(header.stanzaId())
                .text(header.language())
                .bytes(message.content().shared())
                .number(checksum(id, receivedAt, header, message.content()))
                .number(refs)
                .update();
    }

    /** Adds a message to an account's archive. Returns the number of the account, or empty if there is no such account. */
    static Optional<Long> archive(SqlSession db, MessageId id, BareJid owner, long peer, long size)
            throws SQLException {
        return db.sql("""
                INSERT INTO archive_entry (owner, id, nonce, peer, size)
                SELECT number, ?, ?, ?, ? FROM account WHERE address = ? RETURNING owner
                """)
                .reference(id)
                .number(peer)
                .number(size)
                .address(owner)
                .first(row -> row.getLong(1));
    }

    /** Lets a message wait for an account that exists. */
    static int await(SqlSession db, MessageId id, BareJid account, long size) throws SQLException {
        return db.sql("INSERT INTO message_waiting (account, id, nonce, size) VALUES (?, ?, ?, ?)")
                .address(account)
                .reference(id)
                .number(size)
                .update();
    }

    /** Forgets that a message waits for an account, and the body if nobody else refers to it. */
    static void releaseWaiting(SqlSession db, BareJid account, MessageId id) throws SQLException {
        int gone = db.sql("DELETE FROM message_waiting WHERE account = ? AND id = ?")
                .address(account)
                .message(id)
                .update();
        if (gone > 0) {
            release(db, id);
        }
    }

    /** One row less refers to a body, which goes with the last. */
    static void release(SqlSession db, MessageId id) throws SQLException {
        int gone = db.sql("DELETE FROM message WHERE id = ? AND refs <= 1")
                .message(id)
                .update();
        if (gone == 0) {
            db.sql("UPDATE message SET refs = refs - 1 WHERE id = ?")
                    .message(id)
                    .update();
        }
    }

    /** Forgets that an account waits for what is in its archive too; the archive keeps the bodies. */
    static void releaseArchivedWaiting(SqlSession db, BareJid account) throws SQLException {
        db.sql("""
                UPDATE message SET refs = refs - 1 WHERE id IN (
                    SELECT w.id FROM message_waiting w JOIN archive_entry o ON o.id = w.id
                    WHERE w.account = ? AND o.owner =
                """ + OWNER + ")").address(account).address(account).update();
        db.sql("""
                DELETE FROM message_waiting WHERE account = ? AND id IN (SELECT id FROM archive_entry WHERE owner =
                """ + OWNER + ")").address(account).address(account).update();
    }

    /** Forgets what an account archived up to an id, and the bodies that nobody else refers to. */
    static void releaseArchived(SqlSession db, BareJid owner, MessageId last) throws SQLException {
        db.sql("UPDATE message SET refs = refs - 1 WHERE id IN (" + ARCHIVED_UP_TO + ")")
                .address(owner)
                .message(last)
                .update();
        db.sql("DELETE FROM message WHERE refs <= 0 AND id IN (" + ARCHIVED_UP_TO + ")")
                .address(owner)
                .message(last)
                .update();
        db.sql("DELETE FROM archive_entry WHERE owner = " + OWNER + " AND id <= ?")
                .address(owner)
                .message(last)
                .update();
    }

    /** Forgets a slice of what is kept for an account. Returns whether there is more. */
    static boolean releaseSlice(SqlSession db, BareJid account, int most) throws SQLException {
        List<MessageId> archived = db.sql(
                        "SELECT id, nonce FROM archive_entry WHERE owner = " + OWNER + " ORDER BY id LIMIT ?")
                .address(account)
                .number(most)
                .list(MessageIds::read);
        if (!archived.isEmpty()) {
            releaseArchived(db, account, archived.getLast());
        }
        List<MessageId> waiting = db.sql("SELECT id, nonce FROM message_waiting WHERE account = ? ORDER BY id LIMIT ?")
                .address(account)
                .number(most - archived.size())
                .list(MessageIds::read);
        for (MessageId id : waiting) {
            releaseWaiting(db, account, id);
        }
        return archived.size() + waiting.size() == most || ArchiveSpans.release(db, account, most);
    }

    /** Forgets all that is kept for an account, before the account goes. */
    static void releaseAll(SqlSession db, BareJid account) throws SQLException {
        releaseArchived(db, account, MessageId.END);
        db.sql("UPDATE message SET refs = refs - 1 WHERE id IN (SELECT id FROM message_waiting WHERE account = ?)")
                .address(account)
                .update();
        db.sql("DELETE FROM message WHERE refs <= 0 AND id IN (SELECT id FROM message_waiting WHERE account = ?)")
                .address(account)
                .update();
        db.sql("DELETE FROM message_waiting WHERE account = ?").address(account).update();
        UnderwayRows.releaseAll(db, account);
    }

    /**
     * Reads a body from a row of {@link #WAITING} or {@link #ARCHIVED}.
     *
     * @return the message, or empty if it is damaged, which is reported
     */
    static Optional<StoredMessage> read(ResultSet row, DamageLog damage) throws SQLException {
        MessageId id = MessageIds.read(row);
        byte[] content = row.getBytes(11);
        if (content == null) {
            damage.report("message", id.toString(), "the body is missing");
            return Optional.empty();
        }
        RowMark mark = new RowMark(row.getInt(3), row.getLong(12));
        try {
            MessageHeader header = new MessageHeader(
                    MessageKind.ofCode(row.getInt(5)).orElseThrow(),
                    Jid.of(row.getString(7)),
                    Jid.of(row.getString(8)),
                    Optional.ofNullable(row.getString(9)),
                    Optional.ofNullable(row.getString(10)),
                    row.getInt(6));
            Instant receivedAt = Instant.ofEpochMilli(row.getLong(4));
            Blob body = Blob.owning(content);
            long checksum = checksum(id, receivedAt.toEpochMilli(), header, body);
            return damage.intact("message", id.toString(), mark, checksum)
                    ? Optional.of(new StoredMessage(id, receivedAt, header, body, row.getBoolean(13)))
                    : Optional.empty();
        } catch (IllegalArgumentException | NoSuchElementException | DateTimeException e) {
            damage.report("message", id.toString(), "the header cannot be read");
            return Optional.empty();
        }
    }

    static long checksum(MessageId id, long receivedAt, MessageHeader header, Blob content) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .bytes(MessageIds.toBytes(id))
                .number(receivedAt)
                .number(header.kind().code())
                .number(header.flags())
                .text(header.from().toString())
                .text(header.to().toString())
                .text(header.stanzaId())
                .text(header.language())
                .bytes(content.shared())
                .value();
    }
}
