package im.redoubt.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;

/** PostgreSQL, version 15 and up: one connection that writes, a pool of those that read. */
final class PostgresEngine implements Engine {
    private static final long BORROW_MILLIS = 10_000;

    private final PostgresWriter writer;
    private final HikariDataSource readers;

    private PostgresEngine(PostgresWriter writer, HikariDataSource readers) {
        this.writer = writer;
        this.readers = readers;
    }

    static PostgresEngine open(StoreUrl url, WorkLimits limits) throws SQLException {
        PostgresAddress address = PostgresAddress.of(url);
        PostgresWriter writer = new PostgresWriter(address.dataSource());
        writer.connect();
        try {
            return new PostgresEngine(writer, new HikariDataSource(reading(address, limits)));
        } catch (PoolInitializationException e) {
            writer.close();
            throw new SQLException(e.getMessage(), e);
        }
    }

    @Override
    public WriterConnection writer() {
        return writer;
    }

    @Override
    public SqlSession borrow() throws SQLException {
        return new SqlSession(readers.getConnection());
    }

    /** The pool itself finds out which connection is broken. */
    @Override
    public void giveBack(SqlSession session, boolean broken) throws SQLException {
        session.close();
    }

    @Override
    public void beginSnapshot(SqlSession session) throws SQLException {
        session.connection().setAutoCommit(false);
    }

    @Override
    public void endSnapshot(SqlSession session) throws SQLException {
        session.connection().rollback();
        session.connection().setAutoCommit(true);
    }

    /** Sorts by the class of SQLSTATE (PostgreSQL appendix A). */
    @Override
    public Fault classify(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        if (state.equals("23503")) {
            return Fault.NO_ACCOUNT;
        }
        if (state.equals("53100")) {
            return Fault.FULL;
        }
        return switch (state.substring(0, 2)) {
            case "08", "57" -> Fault.CONNECTION;
            case "25", "40", "53", "55", "58" -> Fault.UNAVAILABLE;
            case "XX" -> Fault.BROKEN;
            default -> Fault.OPERATION;
        };
    }

    @Override
    public String migrations() {
        return "postgresql";
    }

    @Override
    public void close() throws SQLException {
        readers.close();
        writer.close();
    }

    private static HikariConfig reading(PostgresAddress address, WorkLimits limits) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(address.dataSource());
        config.setMaximumPoolSize(limits.readers() + limits.archiveReaders());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(BORROW_MILLIS);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        return config;
    }
}
