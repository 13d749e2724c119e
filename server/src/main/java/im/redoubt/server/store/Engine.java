package im.redoubt.server.store;

import java.sql.SQLException;

/** What differs between SQLite and PostgreSQL. */
interface Engine extends AutoCloseable {
    /** Returns the writer's connection. */
    WriterConnection writer();

    /**
     * Lends a connection that reads, opening one if need be. Blocks.
     *
     * @return a connection, to be given back
     */
    SqlSession borrow() throws SQLException;

    /** Takes back a connection; a broken one is not lent again. */
    void giveBack(SqlSession session, boolean broken) throws SQLException;

    /** Begins a transaction that reads one state of the data. */
    void beginSnapshot(SqlSession session) throws SQLException;

    /** Ends it. */
    void endSnapshot(SqlSession session) throws SQLException;

    /** Returns what an error means. */
    Fault classify(SQLException error);

    /** Returns the folder of its migrations, relative to this package. */
    String migrations();

    @Override
    void close() throws SQLException;
}
