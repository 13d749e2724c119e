package im.redoubt.server.store;

import java.sql.SQLException;

/** A change, run by the writer inside a transaction. It may run twice, so its only effects are on the database. */
@FunctionalInterface
interface WriteOperation<T> {
    /** Does it. An exception undoes what this operation did, and nothing else. */
    T run(SqlSession db) throws SQLException;
}
