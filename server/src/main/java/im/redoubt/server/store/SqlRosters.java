package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** {@link Rosters} in SQL. */
final class SqlRosters implements Rosters {
    private static final long UPDATE_BYTES = 512;

    private final Access access;

    SqlRosters(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<Roster> load(BareJid account) {
        return access.snapshot(db -> whole(db, account));
    }

    @Override
    public CompletableFuture<RosterChanges> changesSince(BareJid account, long version) {
        return access.snapshot(db -> {
            Optional<RosterVersion> stand = RosterVersion.of(db, account);
            if (stand.isPresent() && stand.get().knowsSince(version)) {
                return new RosterChanges.Since(changes(db, account, version));
            }
            return new RosterChanges.Whole(whole(db, account));
        });
    }

    @Override
    public CompletableFuture<RosterContact> contact(BareJid account, BareJid contact) {
        return access.snapshot(db -> RosterRows.contact(db, account, contact, access.damage()));
    }

    @Override
    public CompletableFuture<Outcome<RosterUpdate>> update(
            BareJid account, BareJid contact, UnaryOperator<RosterContact> change) {
        RosterWrite write = new RosterWrite(account, contact, change);
        return access.change(UPDATE_BYTES, db -> write.run(db, access));
    }

    @Override
    public CompletableFuture<List<RosterContact>> requests(BareJid account) {
        return access.snapshot(db -> {
            List<BareJid> contacts =
                    db.sql("""
                    SELECT contact FROM subscription_request WHERE account = ? ORDER BY received_at, contact
                    """).address(account).list(row -> address(row, 1, "subscription_request")).stream()
                            .flatMap(Optional::stream)
                            .toList();
            List<RosterContact> waiting = new ArrayList<>();
            for (BareJid contact : contacts) {
                waiting.add(RosterRows.contact(db, account, contact, access.damage()));
            }
            return waiting.stream()
                    .filter(contact -> contact.request().isPresent())
                    .toList();
        });
    }

    private Roster whole(SqlSession db, BareJid account) throws SQLException {
        long version = RosterVersion.of(db, account).map(RosterVersion::current).orElse(0L);
        Map<BareJid, RosterItem> items = new LinkedHashMap<>();
        db.sql("""
                SELECT name, subscription, ask, approved, group_names, format, checksum, contact FROM roster_item
                WHERE account = ? ORDER BY contact
                """).address(account).list(row -> {
            Optional<BareJid> contact = address(row, 8, "roster_item");
            if (contact.isPresent()) {
                RosterRows.item(row, account, contact.get(), access.damage())
                        .ifPresent(item -> items.put(contact.get(), item));
            }
            return contact;
        });
        return new Roster(version, Collections.unmodifiableMap(items));
    }

    private List<RosterChanges.Change> changes(SqlSession db, BareJid account, long since) throws SQLException {
        List<RosterChanges.Change> changes = new ArrayList<>();
        db.sql("""
                SELECT name, subscription, ask, approved, group_names, format, checksum, contact, version
                FROM roster_item WHERE account = ? AND version > ?
                """).address(account).number(since).list(row -> {
            Optional<BareJid> contact = address(row, 8, "roster_item");
            long version = row.getLong(9);
            if (contact.isPresent()) {
                RosterRows.item(row, account, contact.get(), access.damage())
                        .ifPresent(item ->
                                changes.add(new RosterChanges.Change(contact.get(), Optional.of(item), version)));
            }
            return contact;
        });
        db.sql("SELECT contact, version FROM roster_removal WHERE account = ? AND version > ?")
                .address(account)
                .number(since)
                .list(row -> {
                    long version = row.getLong(2);
                    return address(row, 1, "roster_removal")
                            .map(contact -> changes.add(new RosterChanges.Change(contact, Optional.empty(), version)));
                });
        changes.sort(Comparator.comparingLong(RosterChanges.Change::version));
        return List.copyOf(changes);
    }

    private Optional<BareJid> address(ResultSet row, int column, String table) throws SQLException {
        String text = row.getString(column);
        Optional<BareJid> address = BareJid.parse(text);
        if (address.isEmpty()) {
            access.damage().report(table, text, "the address cannot be read");
        }
        return address;
    }
}
