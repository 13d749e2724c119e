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
import java.util.concurrent.CompletableFuture;

/** {@link Quarantine} in SQL. */
final class SqlQuarantine implements Quarantine {
    private static final String TABLE = "quarantined_message";

    private static final String COLUMNS = """
            SELECT id, format, kept_at, rule, kind, sender, recipient, stanza_id, language, content, checksum
            FROM quarantined_message
            """;

    private final Access access;
    private final MessageIds ids;

    SqlQuarantine(Access access, MessageIds ids) {
        this.access = access;
        this.ids = ids;
    }

    @Override
    public CompletableFuture<Outcome<MessageId>> keep(Entrant message, Room room) {
        return access.write(
                Access.SMALL + message.content().size(),
                db -> keep(db, message, room),
                message.counted(),
                outcome -> {});
    }

    private Outcome<MessageId> keep(SqlSession db, Entrant message, Room room) throws SQLException {
        if (db.sql("SELECT COUNT(*) FROM quarantined_message").count() >= room.total()
                || db.sql("SELECT COUNT(*) FROM quarantined_message WHERE sender_account = ?")
                                .address(message.header().from().bare())
                                .count()
                        >= room.perSender()) {
            return new Outcome.Refused<>(Refusal.QUARANTINE_FULL);
        }
        MessageId id = ids.next();
        Instant now = Instant.ofEpochMilli(access.clock().millis());
        insert(db, new QuarantinedMessage(id, now, message.rule(), message.header(), message.content()));
        return new Outcome.Done<>(id);
    }

    private static void insert(SqlSession db, QuarantinedMessage message) throws SQLException {
        MessageHeader header = message.header();
        db.sql("""
                INSERT INTO quarantined_message (id, format, kept_at, rule, kind, sender, sender_account, recipient,
                    recipient_account, stanza_id, language, content, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .id(message.id())
                .number(RowMark.FORMAT)
                .number(message.keptAt().toEpochMilli())
                .text(message.rule())
                .number(header.kind().code())
                .address(header.from())
                .address(header.from().bare())
                .address(header.to())
                .address(header.to().bare())
                .text(header.stanzaId())
                .text(header.language())
                .bytes(message.content().shared())
                .number(checksum(message))
                .update();
    }

    /** Forgets what an account sent, and what was for it, when the account goes. */
    static void forget(SqlSession db, BareJid account) throws SQLException {
        db.sql("DELETE FROM quarantined_message WHERE sender_account = ? OR recipient_account = ?")
                .address(account)
                .address(account)
                .update();
    }

    @Override
    public CompletableFuture<List<QuarantinedMessage>> page(MessageId after, int limit) {
        return access.read(db ->
                db.sql(COLUMNS + "WHERE id > ? ORDER BY id LIMIT ?").id(after).number(limit).list(this::read).stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    @Override
    public CompletableFuture<Optional<QuarantinedMessage>> find(MessageId id) {
        return access.read(
                db -> db.sql(COLUMNS + "WHERE id = ?").id(id).first(this::read).flatMap(found -> found));
    }

    @Override
    public CompletableFuture<Boolean> drop(MessageId id) {
        return access.write(
                Access.SMALL,
                db -> db.sql("DELETE FROM quarantined_message WHERE id = ?")
                                .id(id)
                                .update()
                        > 0);
    }

    @Override
    public CompletableFuture<Integer> purge(Instant before) {
        return access.write(
                Access.SMALL,
                db -> db.sql("DELETE FROM quarantined_message WHERE kept_at < ?")
                        .number(before.toEpochMilli())
                        .update());
    }

    private Optional<QuarantinedMessage> read(ResultSet row) throws SQLException {
        MessageId id = MessageIds.fromBytes(row.getBytes(1));
        RowMark mark = new RowMark(row.getInt(2), row.getLong(11));
        try {
            QuarantinedMessage message = new QuarantinedMessage(
                    id,
                    Instant.ofEpochMilli(row.getLong(3)),
                    row.getString(4),
                    new MessageHeader(
                            MessageKind.ofCode(row.getInt(5)).orElseThrow(),
                            Jid.of(row.getString(6)),
                            Jid.of(row.getString(7)),
                            Optional.ofNullable(row.getString(8)),
                            Optional.ofNullable(row.getString(9)),
                            0),
                    Blob.owning(row.getBytes(10)));
            return access.damage().intact(TABLE, id.toString(), mark, checksum(message))
                    ? Optional.of(message)
                    : Optional.empty();
        } catch (IllegalArgumentException | NoSuchElementException | DateTimeException e) {
            access.damage().report(TABLE, id.toString(), "the header cannot be read");
            return Optional.empty();
        }
    }

    private static long checksum(QuarantinedMessage message) {
        MessageHeader header = message.header();
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .bytes(MessageIds.toBytes(message.id()))
                .number(message.keptAt().toEpochMilli())
                .text(message.rule())
                .number(header.kind().code())
                .text(header.from().toString())
                .text(header.to().toString())
                .text(header.stanzaId())
                .text(header.language())
                .bytes(message.content().shared())
                .value();
    }
}
