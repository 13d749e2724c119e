package im.redoubt.server.store;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the counts of streams, inside the transactions of others. */
final class StreamRows {
    private StreamRows() {}

    /**
     * One row for each stream, whatever the number of its stanzas: the highest count holds. A count that goes alone may come behind that
     * of a message that has not taken effect yet.
     */
    static void write(SqlSession db, List<StreamCount> counts) throws SQLException {
        Map<CountedStream, StreamCount> highest = LinkedHashMap.newLinkedHashMap(counts.size());
        for (StreamCount count : counts) {
            highest.merge(count.stream(), count, (one, other) -> one.handled() > other.handled() ? one : other);
        }
        for (StreamCount count : highest.values()) {
            write(db, count);
        }
    }

    /** Of an account that is gone nothing is kept. */
    static void write(SqlSession db, StreamCount count) throws SQLException {
        String id = count.stream().id();
        String account = count.stream().account().toString();
        db.sql("""
                INSERT INTO counted_stream (id, account, format, handled, checksum)
                SELECT ?, address, ?, ?, ? FROM account WHERE address = ?
                ON CONFLICT (id) DO UPDATE SET format = excluded.format, handled = excluded.handled,
                    checksum = excluded.checksum
                WHERE counted_stream.handled < excluded.handled
                """)
                .text(id)
                .number(RowMark.FORMAT)
                .number(count.handled())
                .number(checksum(id, account, count.handled()))
                .text(account)
                .update();
    }

    static long checksum(String id, String account, long handled) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(id)
                .text(account)
                .number(handled)
                .value();
    }
}
