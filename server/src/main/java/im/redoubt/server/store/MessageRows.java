package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The rows of the message log: bodies, and the owners that refer to them. */
final class MessageRows {
    /** The bits of {@code keep}. */
    static final int OFFLINE = 1;

    static final int ARCHIVED = 2;

    /** What {@link #read} reads, of an owner; conditions on its other columns follow. */
    static final String OF_OWNER = """
            SELECT o.id, m.format, m.received_at, m.kind, m.flags, m.sender, m.recipient, m.stanza_id, m.language,
                m.content, m.checksum
            FROM message_owner o LEFT JOIN message m ON m.id = o.id
            WHERE o.owner = ?
            """;

    private MessageRows() {}

    static void insertBody(SqlSession db, MessageId id, long receivedAt, NewMessage message) throws SQLException {
        MessageHeader header = message.header();
        db.sql("""
                INSERT INTO message (id, format, received_at, kind, flags, sender, recipient, stanza_id, language,
                    content, checksum, refs)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .id(id)
                .number(RowMark.FORMAT)
                .number(receivedAt)
                .number(header.kind().code())
                .number(header.flags())
                .address(header.from())
                .address(header.to())
                .text(header.stanzaId())
                .text(header.language())
                .bytes(message.content().shared())
                .number(checksum(new StoredMessage(id, Instant.ofEpochMilli(receivedAt), header, message.content())))
                .number(message.owners().size())
                .update();
    }

    static void insertOwner(SqlSession db, MessageId id, MessageOwner owner, long size) throws SQLException {
        db.sql("INSERT INTO message_owner (owner, id, incoming, peer, keep, size) VALUES (?, ?, ?, ?, ?, ?)")
                .address(owner.owner())
                .id(id)
                .flag(owner.incoming())
                .address(owner.peer())
                .number((owner.offline() ? OFFLINE : 0) | (owner.archived() ? ARCHIVED : 0))
                .number(size)
                .update();
    }

    /** Deletes what is kept for an account up to an id because it waited, and the bodies that nobody else refers to. */
    static void releaseDelivered(SqlSession db, BareJid owner, MessageId upTo) throws SQLException {
        db.sql("""
                UPDATE message SET refs = refs - 1 WHERE id IN (
                    SELECT id FROM message_owner WHERE owner = ? AND id <= ? AND keep = 1)
                """).address(owner).id(upTo).update();
        db.sql("""
                DELETE FROM message WHERE refs <= 0 AND id IN (
                    SELECT id FROM message_owner WHERE owner = ? AND id <= ? AND keep = 1)
                """).address(owner).id(upTo).update();
        db.sql("DELETE FROM message_owner WHERE owner = ? AND id <= ? AND keep = 1")
                .address(owner)
                .id(upTo)
                .update();
    }

    /** Deletes the bodies that only this account refers to, before its rows go with it. */
    static void releaseAll(SqlSession db, BareJid owner) throws SQLException {
        db.sql("UPDATE message SET refs = refs - 1 WHERE id IN (SELECT id FROM message_owner WHERE owner = ?)")
                .address(owner)
                .update();
        db.sql("DELETE FROM message WHERE refs <= 0 AND id IN (SELECT id FROM message_owner WHERE owner = ?)")
                .address(owner)
                .update();
    }

    /**
     * Reads a body from a row of {@link #OF_OWNER}.
     *
     * @return the message, or empty if it is damaged, which is reported
     */
    static Optional<StoredMessage> read(ResultSet row, DamageLog damage) throws SQLException {
        MessageId id = MessageIds.fromBytes(row.getBytes(1));
        byte[] content = row.getBytes(10);
        if (content == null) {
            damage.report("message", id.toString(), "the body is missing");
            return Optional.empty();
        }
        RowMark mark = new RowMark(row.getInt(2), row.getLong(11));
        try {
            MessageHeader header = new MessageHeader(
                    MessageKind.ofCode(row.getInt(4)).orElseThrow(),
                    Jid.of(row.getString(6)),
                    Jid.of(row.getString(7)),
                    Optional.ofNullable(row.getString(8)),
                    Optional.ofNullable(row.getString(9)),
                    row.getInt(5));
            Instant receivedAt = Instant.ofEpochMilli(row.getLong(3));
            StoredMessage message = new StoredMessage(id, receivedAt, header, Blob.owning(content));
            boolean intact = damage.intact("message", id.toString(), mark, checksum(message));
            return intact ? Optional.of(message) : Optional.empty();
        } catch (IllegalArgumentException | NoSuchElementException | DateTimeException e) {
            damage.report("message", id.toString(), "the header cannot be read");
            return Optional.empty();
        }
    }

    private static long checksum(StoredMessage message) {
        MessageHeader header = message.header();
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .bytes(MessageIds.toBytes(message.id()))
                .number(message.receivedAt().toEpochMilli())
                .number(header.kind().code())
                .number(header.flags())
                .text(header.from().toString())
                .text(header.to().toString())
                .text(header.stanzaId())
                .text(header.language())
                .bytes(message.content().shared())
                .value();
    }
}
