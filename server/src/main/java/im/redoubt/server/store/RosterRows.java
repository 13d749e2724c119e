package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The rows of roster items and of requests that wait. */
final class RosterRows {
    private RosterRows() {}

    static RosterContact contact(SqlSession db, BareJid account, BareJid contact, DamageLog damage)
            throws SQLException {
        Optional<RosterItem> item = db.sql("""
                SELECT name, subscription, ask, approved, group_names, format, checksum FROM roster_item
                WHERE account = ? AND contact = ?
                """)
                .address(account)
                .address(contact)
                .first(row -> item(row, account, contact, damage))
                .flatMap(found -> found);
        Optional<SubscriptionRequest> request = db.sql("""
                SELECT received_at, content, format, checksum FROM subscription_request
                WHERE account = ? AND contact = ?
                """)
                .address(account)
                .address(contact)
                .first(row -> request(row, account, contact, damage))
                .flatMap(found -> found);
        return new RosterContact(contact, item, request);
    }

    static void putItem(SqlSession db, BareJid account, BareJid contact, RosterItem item, long version)
            throws SQLException {
        db.sql("""
                INSERT INTO roster_item (account, contact, format, version, name, subscription, ask, approved,
                    group_names, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (account, contact) DO UPDATE SET format = excluded.format, version = excluded.version,
                    name = excluded.name, subscription = excluded.subscription, ask = excluded.ask,
                    approved = excluded.approved, group_names = excluded.group_names, checksum = excluded.checksum
                """)
                .address(account)
                .address(contact)
                .number(RowMark.FORMAT)
                .number(version)
                .text(item.name())
                .number(item.subscription().code())
                .flag(item.ask())
                .flag(item.approved())
                .text(GroupNames.joined(item.groups()))
                .number(checksum(account, contact, item))
                .update();
    }

    static void putRequest(SqlSession db, BareJid account, BareJid contact, SubscriptionRequest request)
            throws SQLException {
        db.sql("""
                INSERT INTO subscription_request (account, contact, format, received_at, content, checksum)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (account, contact) DO UPDATE SET format = excluded.format,
                    received_at = excluded.received_at, content = excluded.content, checksum = excluded.checksum
                """)
                .address(account)
                .address(contact)
                .number(RowMark.FORMAT)
                .number(request.receivedAt().toEpochMilli())
                .bytes(request.content().shared())
                .number(checksum(account, contact, request))
                .update();
    }

    /** Reads name, subscription, ask, approved, group_names, format, checksum. */
    static Optional<RosterItem> item(ResultSet row, BareJid account, BareJid contact, DamageLog damage)
            throws SQLException {
        Optional<Subscription> subscription = Subscription.ofCode(row.getInt(2));
        RowMark mark = new RowMark(row.getInt(6), row.getLong(7));
        if (subscription.isEmpty()) {
            damage.report("roster_item", key(account, contact), "the subscription cannot be read");
            return Optional.empty();
        }
        RosterItem item = new RosterItem(
                Optional.ofNullable(row.getString(1)),
                subscription.get(),
                row.getInt(3) == 1,
                row.getInt(4) == 1,
                GroupNames.split(row.getString(5)));
        boolean intact = damage.intact("roster_item", key(account, contact), mark, checksum(account, contact, item));
        return intact ? Optional.of(item) : Optional.empty();
    }

    /** Reads received_at, content, format, checksum. */
    static Optional<SubscriptionRequest> request(ResultSet row, BareJid account, BareJid contact, DamageLog damage)
            throws SQLException {
        SubscriptionRequest request =
                new SubscriptionRequest(Instant.ofEpochMilli(row.getLong(1)), Blob.owning(row.getBytes(2)));
        RowMark mark = new RowMark(row.getInt(3), row.getLong(4));
        boolean intact =
                damage.intact("subscription_request", key(account, contact), mark, checksum(account, contact, request));
        return intact ? Optional.of(request) : Optional.empty();
    }

    private static String key(BareJid account, BareJid contact) {
        return account + " " + contact;
    }

    private static long checksum(BareJid account, BareJid contact, RosterItem item) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(account.toString())
                .text(contact.toString())
                .text(item.name())
                .number(item.subscription().code())
                .number(item.ask() ? 1 : 0)
                .number(item.approved() ? 1 : 0)
                .text(GroupNames.joined(item.groups()))
                .value();
    }

    private static long checksum(BareJid account, BareJid contact, SubscriptionRequest request) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(account.toString())
                .text(contact.toString())
                .number(request.receivedAt().toEpochMilli())
                .bytes(request.content().shared())
                .value();
    }
}
