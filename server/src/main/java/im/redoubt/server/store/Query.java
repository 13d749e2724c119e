package im.redoubt.server.store;

import im.redoubt.protocol.address.Jid;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A prepared statement that gets its values in the order of its question marks, and is then run once. */
final class Query {
    private final PreparedStatement statement;
    private final Runnable forget;
    private int index;

    /**
     * Makes a query.
     *
     * @param statement the statement
     * @param forget is called when it failed: the SQLite driver closes a statement by itself after some errors, so it must
     *     not be used again
     */
    Query(PreparedStatement statement, Runnable forget) {
        this.statement = statement;
        this.forget = forget;
    }

    Query text(String value) throws SQLException {
        statement.setString(++index, value);
        return this;
    }

    Query text(Optional<String> value) throws SQLException {
        if (value.isPresent()) {
            return text(value.get());
        }
        statement.setNull(++index, Types.VARCHAR);
        return this;
    }

    Query address(Jid value) throws SQLException {
        return text(value.toString());
    }

    Query number(long value) throws SQLException {
        statement.setLong(++index, value);
        return this;
    }

    Query flag(boolean value) throws SQLException {
        return number(value ? 1 : 0);
    }

    Query bytes(byte[] value) throws SQLException {
        statement.setBytes(++index, value);
        return this;
    }

    /** The number of a message. */
    Query message(MessageId value) throws SQLException {
        return number(value.number());
    }

    /** The number of a message and its nonce, for two question marks. */
    Query reference(MessageId value) throws SQLException {
        return number(value.number()).number(value.low());
    }

    Query reference(Optional<MessageId> value) throws SQLException {
        if (value.isPresent()) {
            return reference(value.get());
        }
        statement.setNull(++index, Types.BIGINT);
        statement.setNull(++index, Types.BIGINT);
        return this;
    }

    Query id(MessageId value) throws SQLException {
        return bytes(MessageIds.toBytes(value));
    }

    /** Runs it, and returns how many rows it changed. */
    int update() throws SQLException {
        try {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Runs it, and returns the first row. */
    <T> Optional<T> first(RowReader<T> reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Runs it, and returns all rows; the statement bounds their number. */
    <T> List<T> list(RowReader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return found;
    }

    /** Runs it, and returns the number in its only row, or 0. */
    long count() throws SQLException {
        return first(row -> row.getLong(1)).orElse(0L);
    }

    /** Runs it, and returns whether there is a row. */
    boolean matches() throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private SQLException failed(SQLException error) {
        forget.run();
        try {
            statement.close();
        } catch (SQLException e) {
            error.addSuppressed(e);
        }
        return error;
    }
}
