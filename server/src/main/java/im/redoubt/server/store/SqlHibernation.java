package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@link Hibernation} in SQL. */
final class SqlHibernation implements Hibernation {
    private static final String SESSIONS = "hibernated_session";
    private static final String STANZAS = "hibernated_stanza";

    private final Access access;

    SqlHibernation(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<Void> store(HibernatedSession session, HandedOver handedOver) {
        return access.write(
                        session.size() + handedOver.size() * Access.SMALL,
                        db -> {
                            insert(db, session);
                            BareJid account = session.count().stream().account();
                            for (MessageId id : handedOver.underway()) {
                                UnderwayRows.handOver(db, account, id);
                            }
                            for (MessageId id : handedOver.delivered()) {
                                MessageRows.releaseWaiting(db, account, id);
                            }
                            if (handedOver.size() > 0) {
                                OfflineBacklog.recount(db, account);
                            }
                            return true;
                        },
                        Optional.of(session.count()),
                        written -> {})
                .thenApply(done -> null);
    }

    private static void insert(SqlSession db, HibernatedSession session) throws SQLException {
        String id = session.count().stream().id();
        Blob state = session.state().orElseThrow();
        db.sql("""
                INSERT INTO hibernated_session (id, account, address, handled, expires_at, format, content, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .text(id)
                .address(session.count().stream().account())
                .address(session.address())
                .number(session.count().handled())
                .number(session.expiresAt().toEpochMilli())
                .number(RowMark.FORMAT)
                .bytes(state.shared())
                .number(checksum(id, session.address(), session.count().handled(), state))
                .update();
        int position = 0;
        for (HibernatedStanza stanza : session.stanzas()) {
            insert(db, id, position, stanza);
            position++;
        }
    }

    private static void insert(SqlSession db, String id, int position, HibernatedStanza stanza) throws SQLException {
        db.sql("""
                INSERT INTO hibernated_stanza
                    (session, position, place, sent_at, claim_group, claim_left, owed, owed_nonce, format, content, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .text(id)
                .number(position)
                .number(stanza.place().code())
                .number(stanza.sentAt())
                .number(stanza.claim().group())
                .number(stanza.claim().left())
                .reference(stanza.claim().owed())
                .number(RowMark.FORMAT)
                .bytes(stanza.content().shared())
                .number(checksum(id, position, stanza))
                .update();
    }

    @Override
    public CompletableFuture<List<HibernatedSession>> takeAll() {
        return access.write(Access.SMALL, db -> {
            List<HibernatedSession> all = new ArrayList<>();
            for (Row row : rows(db)) {
                all.add(new HibernatedSession(
                        row.address(), row.count(), row.expiresAt(), row.state(), stanzas(db, row.id())));
            }
            UnderwayRows.recover(db);
            db.sql("DELETE FROM hibernated_stanza").update();
            db.sql("DELETE FROM hibernated_session").update();
            return List.copyOf(all);
        });
    }

    private record Row(FullJid address, StreamCount count, Instant expiresAt, Optional<Blob> state) {
        String id() {
            return count.stream().id();
        }
    }

    private List<Row> rows(SqlSession db) throws SQLException {
        return db.sql("""
                SELECT id, account, address, handled, expires_at, content, format, checksum FROM hibernated_session
                ORDER BY account, id
                """).list(this::row).stream().flatMap(Optional::stream).toList();
    }

    /** Where a row's form is not known, its address and its stanzas still are. */
    private Optional<Row> row(ResultSet row) throws SQLException {
        String id = row.getString(1);
        String account = row.getString(2);
        if (!(Jid.parse(row.getString(3)).orElse(null) instanceof FullJid address)
                || !address.bare().toString().equals(account)) {
            access.damage().report(SESSIONS, account + " " + id, "the address cannot be read");
            return Optional.empty();
        }
        long handled = row.getLong(4);
        Blob content = Blob.owning(row.getBytes(6));
        RowMark mark = new RowMark(row.getInt(7), row.getLong(8));
        boolean known =
                access.damage().intact(SESSIONS, account + " " + id, mark, checksum(id, address, handled, content));
        return Optional.of(new Row(
                address,
                new StreamCount(new CountedStream(id, address.bare(), handled), handled),
                Instant.ofEpochMilli(row.getLong(5)),
                known ? Optional.of(content) : Optional.empty()));
    }

    private List<HibernatedStanza> stanzas(SqlSession db, String id) throws SQLException {
        return db.sql("""
                SELECT position, place, sent_at, claim_group, claim_left, content, format, checksum, owed, owed_nonce
                FROM hibernated_stanza
                WHERE session = ? ORDER BY position
                """).text(id).list(row -> stanza(row, id)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<HibernatedStanza> stanza(ResultSet row, String id) throws SQLException {
        int position = row.getInt(1);
        String key = id + " " + position;
        try {
            HibernatedStanza stanza = new HibernatedStanza(
                    HibernatedStanza.Place.ofCode(row.getInt(2)),
                    row.getLong(3),
                    new HibernatedStanza.Claim(
                            row.getInt(4),
                            row.getInt(5),
                            row.getLong(9) == 0
                                    ? Optional.empty()
                                    : Optional.of(new MessageId(row.getLong(9), row.getLong(10)))),
                    Blob.owning(row.getBytes(6)));
            RowMark mark = new RowMark(row.getInt(7), row.getLong(8));
            return access.damage().intact(STANZAS, key, mark, checksum(id, position, stanza))
                    ? Optional.of(stanza)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            access.damage().report(STANZAS, key, "its place cannot be read");
            return Optional.empty();
        }
    }

    private static long checksum(String id, FullJid address, long handled, Blob content) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(id)
                .text(address.toString())
                .number(handled)
                .bytes(content.shared())
                .value();
    }

    private static long checksum(String id, int position, HibernatedStanza stanza) {
        RowChecksum sum = new RowChecksum()
                .number(RowMark.FORMAT)
                .text(id)
                .number(position)
                .number(stanza.place().code())
                .number(stanza.sentAt())
                .number(stanza.claim().group())
                .number(stanza.claim().left())
                .bytes(stanza.content().shared());
        stanza.claim().owed().ifPresent(owed -> sum.bytes(MessageIds.toBytes(owed)));
        return sum.value();
    }
}
