package im.redoubt.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a value of the current row. */
@FunctionalInterface
interface RowReader<T> {
    /** Reads columns, counted from 1; it does not move to another row. */
    T read(ResultSet row) throws SQLException;
}
