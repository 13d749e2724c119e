package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@link BlockedAddresses} in SQL. */
final class SqlBlockedAddresses implements BlockedAddresses {
    private static final String TABLE = "blocked_address";

    private final Access access;

    SqlBlockedAddresses(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<List<Jid>> load(BareJid account) {
        return access.read(db -> all(db, account));
    }

    @Override
    public CompletableFuture<Outcome<List<Jid>>> add(BareJid account, Collection<Jid> addresses) {
        if (addresses.size() > access.quotas().blockedAddresses()) {
            return CompletableFuture.completedFuture(new Outcome.Refused<>(Refusal.BLOCKLIST_FULL));
        }
        return access.change(size(addresses), db -> {
            for (Jid address : addresses) {
                put(db, account, address);
            }
            long rows = db.sql("SELECT COUNT(*) FROM blocked_address WHERE account = ?")
                    .address(account)
                    .count();
            if (rows > access.quotas().blockedAddresses()) {
                throw new RefusedException(Refusal.BLOCKLIST_FULL);
            }
            return new Outcome.Done<>(all(db, account));
        });
    }

    private static void put(SqlSession db, BareJid account, Jid address) throws SQLException {
        db.sql("""
                INSERT INTO blocked_address (account, blocked_hash, blocked, format, checksum) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (account, blocked_hash) DO UPDATE SET blocked = excluded.blocked,
                    format = excluded.format, checksum = excluded.checksum
                """)
                .address(account)
                .bytes(KeyHash.of(address.toString()))
                .address(address)
                .number(RowMark.FORMAT)
                .number(checksum(account, address.toString()))
                .update();
    }

    @Override
    public CompletableFuture<List<Jid>> remove(BareJid account, Collection<Jid> addresses) {
        return access.write(size(addresses), db -> {
            for (Jid address : addresses) {
                db.sql("DELETE FROM blocked_address WHERE account = ? AND blocked_hash = ?")
                        .address(account)
                        .bytes(KeyHash.of(address.toString()))
                        .update();
            }
            return all(db, account);
        });
    }

    @Override
    public CompletableFuture<Void> clear(BareJid account) {
        return access.write(
                        Access.SMALL,
                        db -> db.sql("DELETE FROM blocked_address WHERE account = ?")
                                .address(account)
                                .update())
                .thenApply(gone -> null);
    }

    private List<Jid> all(SqlSession db, BareJid account) throws SQLException {
        return db
                .sql("SELECT blocked, format, checksum FROM blocked_address WHERE account = ? ORDER BY blocked")
                .address(account)
                .list(row -> read(row, account))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Jid> read(ResultSet row, BareJid account) throws SQLException {
        return read(account, row.getString(1), new RowMark(row.getInt(2), row.getLong(3)));
    }

    /** What a row says, wherever it was read; nothing if it is damaged. */
    Optional<Jid> read(BareJid account, String text, RowMark mark) {
        String key = account + " " + text;
        if (!access.damage().intact(TABLE, key, mark, checksum(account, text))) {
            return Optional.empty();
        }
        Optional<Jid> address = Jid.parse(text);
        if (address.isEmpty()) {
            access.damage().report(TABLE, key, "the address cannot be read");
        }
        return address;
    }

    private static long size(Collection<Jid> addresses) {
        return addresses.stream()
                .mapToLong(address -> Access.SMALL + address.toString().length())
                .sum();
    }

    private static long checksum(BareJid account, String address) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(account.toString())
                .text(address)
                .value();
    }
}
