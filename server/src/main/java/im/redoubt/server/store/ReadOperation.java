package im.redoubt.server.store;

import java.sql.SQLException;

/** Reads something on a reader's connection. */
@FunctionalInterface
interface ReadOperation<T> {
    /** Reads it. */
    T run(SqlSession db) throws SQLException;
}
