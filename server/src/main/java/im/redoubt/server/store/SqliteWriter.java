package im.redoubt.server.store;

import java.sql.SQLException;

/** The connection that writes to SQLite, and its checkpoints. */
final class SqliteWriter implements WriterConnection {
    /** About how large the write-ahead log may become before its pages are moved to the database file. */
    private static final long CHECKPOINT_BYTES = 16L << 20;

    /** About what a commit and an operation add to the log beside the bytes themselves: the pages they touch. */
    private static final long COMMIT_BYTES = 32L << 10;

    private static final long OPERATION_BYTES = 1L << 10;

    private final SqlSession session;
    private long logged;

    SqliteWriter(SqlSession session) throws SQLException {
        this.session = session;
        session.sql("PRAGMA wal_autocheckpoint = 0").matches();
        session.sql("PRAGMA journal_size_limit = 67108864").matches();
        session.sql("PRAGMA trusted_schema = OFF").update();
        session.sql("PRAGMA cell_size_check = ON").update();
        session.sql("PRAGMA secure_delete = FAST").matches();
    }

    @Override
    public SqlSession begin() throws SQLException {
        session.sql("BEGIN IMMEDIATE").update();
        return session;
    }

    @Override
    public void commit() throws SQLException {
        session.sql("COMMIT").update();
    }

    @Override
    public void rollback() {
        try {
            session.sql("ROLLBACK").update();
        } catch (SQLException e) {
            // SQLite has rolled back by itself after some errors, and then there is nothing to roll back.
        }
    }

    @Override
    public void maintain(int operations, long bytes) throws SQLException {
        logged += COMMIT_BYTES + operations * OPERATION_BYTES + 2 * bytes;
        if (logged >= CHECKPOINT_BYTES) {
            logged = 0;
            session.sql("PRAGMA wal_checkpoint(PASSIVE)").matches();
        }
    }

    void close() throws SQLException {
        session.close();
    }
}
