package im.redoubt.server.store;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that writes to PostgreSQL. It holds an advisory lock, so that two servers never write to one database;
 * when it is lost, the next transaction gets another one.
 */
final class PostgresWriter implements WriterConnection {
    /** "REDOUBT" in ASCII. */
    private static final long LOCK = 0x5245444f554254L;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final int OLDEST_VERSION = 150_000;

    private final DataSource source;
    private @Nullable SqlSession session;

    PostgresWriter(DataSource source) {
        this.source = source;
    }

    /** Connects, and refuses a server that could not keep the promise of an acknowledgement. */
    SqlSession connect() throws SQLException {
        SqlSession made = new SqlSession(source.getConnection());
        try {
            prepare(made);
            Connection connection = made.connection();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
        } catch (SQLException | StoreException e) {
            made.close();
            throw e;
        }
        session = made;
        return made;
    }

    @Override
    public SqlSession begin() throws SQLException {
        SqlSession current = session;
        if (current != null && !current.connection().isClosed()) {
            return current;
        }
        try {
            return connect();
        } catch (StoreException e) {
            // After a loss the server may hold the old connection and its lock for a while; the next batch tries again.
            throw new SQLException(e.getMessage(), "55000", e);
        }
    }

    @Override
    public void commit() throws SQLException {
        if (session == null) {
            throw new IllegalStateException("commit without a transaction");
        }
        session.connection().commit();
    }

    @Override
    public void rollback() {
        SqlSession current = session;
        if (current == null) {
            return;
        }
        try {
            current.connection().rollback();
        } catch (SQLException e) {
            // It is lost, and with it the transaction.
            session = null;
            closeQuietly(current);
        }
    }

    /** PostgreSQL looks after itself. */
    @Override
    public void maintain(int operations, long bytes) {}

    void close() throws SQLException {
        if (session != null) {
            session.close();
        }
    }

    private static void prepare(SqlSession db) throws SQLException {
        if (setting(db, "SHOW server_version_num") < OLDEST_VERSION) {
            throw misconfigured("is older than version 15");
        }
        if (!text(db, "SHOW fsync").equals("on")) {
            throw misconfigured("has fsync off, so that what it confirms may be lost. Set fsync = on");
        }
        if (!text(db, "SHOW server_encoding").equals("UTF8")) {
            throw misconfigured("does not keep UTF-8. Create the database with ENCODING 'UTF8'");
        }
        db.sql("SET synchronous_commit TO on").update();
        lock(db);
    }

    /** Waits a little, since a server that was just stopped or cut off may still be letting go. */
    private static void lock(SqlSession db) throws SQLException {
        db.sql("SET lock_timeout TO '3s'").update();
        try {
            db.sql("SELECT pg_advisory_lock(?)").number(LOCK).matches();
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            throw new StoreException(
                    StoreProblem.IN_USE,
                    "The PostgreSQL database is in use by another server. Stop that one, or name another database in store.url.",
                    e);
        }
        db.sql("SET lock_timeout TO 0").update();
    }

    private static long setting(SqlSession db, @CompileTimeConstant final String sql) throws SQLException {
        return Long.parseLong(text(db, sql));
    }

    private static String text(SqlSession db, @CompileTimeConstant final String sql) throws SQLException {
        return db.sql(sql).first(row -> row.getString(1)).orElse("");
    }

    private static StoreException misconfigured(String reason) {
        return new StoreException(StoreProblem.MISCONFIGURED, "The PostgreSQL server " + reason + ".");
    }

    private static void closeQuietly(SqlSession lost) {
        try {
            lost.close();
        } catch (SQLException e) {
            // A lost connection need not close well.
        }
    }
}
