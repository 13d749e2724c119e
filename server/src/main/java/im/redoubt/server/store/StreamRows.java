package im.redoubt.server.store;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the counts of streams, inside the transactions of others. */
final class StreamRows {
    private StreamRows() {}

    /** One row for each stream, whatever the number of its stanzas: the last count of a transaction is the one that holds. */
    static void write(SqlSession db, List<StreamCount> counts) throws SQLException {
        Map<CountedStream, StreamCount> last = LinkedHashMap.newLinkedHashMap(counts.size());
        for (StreamCount count : counts) {
            last.put(count.stream(), count);
        }
        for (StreamCount count : last.values()) {
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
