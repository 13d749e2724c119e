package im.redoubt.server.store;

import java.sql.SQLException;

/** The one connection that writes. Used by the writer's thread only. */
interface WriterConnection {
    /** Begins a transaction, on a new connection if the last one is gone. */
    SqlSession begin() throws SQLException;

    /** Commits: when it returns, the transaction is on disk. */
    void commit() throws SQLException;

    /** Rolls back, if there is anything to; a connection that cannot even do that is dropped. */
    void rollback();

    /**
     * Does the engine's upkeep between transactions, if it is due.
     *
     * @param operations the operations of the last batch
     * @param bytes their size in bytes
     */
    void maintain(int operations, long bytes) throws SQLException;
}
