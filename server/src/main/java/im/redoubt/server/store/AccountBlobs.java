package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table of bytes that belong to an account and have a name. */
final class AccountBlobs {
    /** Private data, named {@code {namespace}element}. */
    static final int PRIVATE_DATA = 1;

    /** The vCard, with an empty name. */
    static final int VCARD = 2;

    /** What is to be archived, with an empty name. */
    static final int ARCHIVE_PREFERENCES = 3;

    private static final String TABLE = "account_blob";

    private AccountBlobs() {}

    /**
     * As {@link #get}, for what must not look as if nothing had been said.
     *
     * @throws StoreException if it is damaged, which is reported
     */
    static Optional<Blob> intact(SqlSession db, BareJid account, int kind, String name, DamageLog damage)
            throws SQLException {
        Optional<Blob> found = get(db, account, kind, name, damage);
        if (found.isEmpty()
                && db.sql("SELECT 1 FROM account_blob WHERE account = ? AND kind = ? AND name = ?")
                        .address(account)
                        .number(kind)
                        .text(name)
                        .matches()) {
            throw new StoreException(StoreProblem.DAMAGED, "What an account said is damaged.");
        }
        return found;
    }

    static Optional<Blob> get(SqlSession db, BareJid account, int kind, String name, DamageLog damage)
            throws SQLException {
        return db.sql("SELECT content, format, checksum FROM account_blob WHERE account = ? AND kind = ? AND name = ?")
                .address(account)
                .number(kind)
                .text(name)
                .first(row -> read(row, account, kind, name, damage))
                .flatMap(found -> found);
    }

    static void put(SqlSession db, BareJid account, int kind, String name, Blob content) throws SQLException {
        db.sql("""
                INSERT INTO account_blob (account, kind, name, format, size, content, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (account, kind, name) DO UPDATE SET format = excluded.format, size = excluded.size,
                    content = excluded.content, checksum = excluded.checksum
                """)
                .address(account)
                .number(kind)
                .text(name)
                .number(RowMark.FORMAT)
                .number(size(name, content))
                .bytes(content.shared())
                .number(checksum(account, kind, name, content))
                .update();
    }

    /** Returns what a row counts as in the quota. */
    static long size(String name, Blob content) {
        return name.length() + (long) content.size();
    }

    private static Optional<Blob> read(ResultSet row, BareJid account, int kind, String name, DamageLog damage)
            throws SQLException {
        Blob content = Blob.owning(row.getBytes(1));
        RowMark mark = new RowMark(row.getInt(2), row.getLong(3));
        String key = account + " " + kind + " " + name;
        boolean intact = damage.intact(TABLE, key, mark, checksum(account, kind, name, content));
        return intact ? Optional.of(content) : Optional.empty();
    }

    private static long checksum(BareJid account, int kind, String name, Blob content) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(account.toString())
                .number(kind)
                .text(name)
                .bytes(content.shared())
                .value();
    }
}
