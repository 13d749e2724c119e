package im.redoubt.server.store;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One connection and its prepared statements, used by one thread at a time. SQL can only be a constant of the source: the
 * compiler refuses anything else.
 */
final class SqlSession implements AutoCloseable {
    private static final int CACHED_STATEMENTS = 96;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(128, 0.75f, true);

    SqlSession(Connection connection) {
        this.connection = connection;
    }

    /** Returns a statement to bind values to and run; run it before the next call with the same text. */
    Query sql(@CompileTimeConstant final String text) throws SQLException {
        PreparedStatement known = statements.get(text);
        if (known == null) {
            evict();
            known = connection.prepareStatement(text);
            statements.put(text, known);
        }
        return new Query(known);
    }

    Connection connection() {
        return connection;
    }

    private void evict() throws SQLException {
        if (statements.size() >= CACHED_STATEMENTS) {
            Iterator<PreparedStatement> oldest = statements.values().iterator();
            PreparedStatement statement = oldest.next();
            oldest.remove();
            statement.close();
        }
    }

    /** Closes the connection, and the statements with it. */
    @Override
    public void close() throws SQLException {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        } finally {
            statements.clear();
            connection.close();
        }
    }
}
