package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@link CountedStreams} in SQL. */
final class SqlCountedStreams implements CountedStreams {
    private static final String TABLE = "counted_stream";

    private final Access access;

    SqlCountedStreams(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<Void> write(StreamCount count) {
        return access.write(Access.SMALL, db -> true, Optional.of(count), done -> {})
                .thenApply(done -> null);
    }

    /** Behind the end of a stream that was noted just before; nothing is written, so nothing has to reach the disk. */
    @Override
    public CompletableFuture<Optional<Long>> ended(BareJid account, String id) {
        return access.write(
                Access.SMALL,
                db -> db.sql("""
                SELECT handled, format, checksum FROM counted_stream
                WHERE id = ? AND account = ? AND ended_at IS NOT NULL
                """)
                        .text(id)
                        .address(account)
                        .first(row -> read(row, account, id))
                        .flatMap(found -> found));
    }

    private Optional<Long> read(ResultSet row, BareJid account, String id) throws SQLException {
        long handled = row.getLong(1);
        RowMark mark = new RowMark(row.getInt(2), row.getLong(3));
        long checksum = StreamRows.checksum(id, account.toString(), handled);
        return access.damage().intact(TABLE, account + " " + id, mark, checksum)
                ? Optional.of(handled)
                : Optional.empty();
    }

    @Override
    public CompletableFuture<Void> end(CountedStream stream) {
        long now = access.clock().millis();
        return change(db -> {
            db.sql("UPDATE counted_stream SET ended_at = ? WHERE id = ?")
                    .number(now)
                    .text(stream.id())
                    .update();
            db.sql("""
                    DELETE FROM counted_stream WHERE account = ? AND ended_at IS NOT NULL AND id NOT IN (
                        SELECT id FROM counted_stream WHERE account = ? AND ended_at IS NOT NULL
                        ORDER BY ended_at DESC, id LIMIT ?)
                    """)
                    .address(stream.account())
                    .address(stream.account())
                    .number(MOST_ENDED)
                    .update();
        });
    }

    @Override
    public CompletableFuture<Void> forget(CountedStream stream) {
        return change(db -> db.sql("DELETE FROM counted_stream WHERE id = ?")
                .text(stream.id())
                .update());
    }

    @Override
    public CompletableFuture<Void> endAll() {
        long now = access.clock().millis();
        return change(db -> {
            db.sql("""
                    UPDATE counted_stream SET ended_at = ?
                    WHERE ended_at IS NULL AND id NOT IN (SELECT id FROM hibernated_session)
                    """).number(now).update();
            db.sql("""
                    DELETE FROM counted_stream WHERE id IN (
                        SELECT id FROM (
                            SELECT id, ROW_NUMBER() OVER (PARTITION BY account ORDER BY ended_at DESC, id) AS place
                            FROM counted_stream WHERE ended_at IS NOT NULL) AS placed
                        WHERE place > ?)
                    """).number(MOST_ENDED).update();
        });
    }

    @Override
    public CompletableFuture<Void> purge(Instant before) {
        return change(db -> db.sql("DELETE FROM counted_stream WHERE ended_at < ?")
                .number(before.toEpochMilli())
                .update());
    }

    /** Changes rows; the number of them is nobody's business. */
    private interface Change {
        void run(SqlSession db) throws SQLException;
    }

    private CompletableFuture<Void> change(Change change) {
        return access.write(Access.SMALL, db -> {
                    change.run(db);
                    return true;
                })
                .thenApply(done -> null);
    }
}
