package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** {@link Admissions} in SQL: what an account says is one table, so that reading it is one statement. */
final class SqlAdmissions implements Admissions {
    private static final String TABLE = "admission";
    private static final int LIST = 0;
    private static final int ADDRESS = 1;
    private static final int INVITATION = 2;
    private static final int SHOWN = 3;

    /** Of so many tokens that were shown it is remembered until their invitations would have ended. */
    private static final int MOST_SHOWN = 1_000;

    /** The row that says that there is a list, also where nobody is on it. */
    private static final Entry HEAD = new Entry(LIST, "", 0);

    /** Among the kinds, where both lists are read at once: an address that is blocked. */
    private static final int BLOCKED = 4;

    private final Access access;
    private final SqlBlockedAddresses blocked;

    SqlAdmissions(Access access) {
        this.access = access;
        this.blocked = new SqlBlockedAddresses(access);
    }

    /**
     * A row.
     *
     * @param kind what it is
     * @param text an address, or the hash of a token
     * @param until when it ends, in milliseconds; 0 for what has no end
     */
    private record Entry(int kind, String text, long until) {
        static Entry of(BareJid address) {
            return new Entry(ADDRESS, address.toString(), 0);
        }

        static Entry of(AdmissionInvitation invitation) {
            return new Entry(
                    INVITATION, invitation.token().text(), invitation.until().toEpochMilli());
        }

        long checksum(BareJid account) {
            return new RowChecksum()
                    .number(RowMark.FORMAT)
                    .text(account.toString())
                    .number(kind)
                    .text(text)
                    .number(until)
                    .value();
        }
    }

    private record Row(Entry entry, RowMark mark) {}

    @Override
    public CompletableFuture<Admission> load(BareJid account) {
        return access.read(db -> stored(account, rows(db, account)));
    }

    @Override
    public CompletableFuture<KeptAway> keptAway(BareJid account) {
        return access.read(db ->
                both(account, db.sql("""
                SELECT kind, entry, expires_at, format, checksum FROM admission WHERE account = ?
                UNION ALL SELECT 4, blocked, 0, format, checksum FROM blocked_address WHERE account = ?
                ORDER BY 2
                """).address(account).address(account).list(SqlAdmissions::row)));
    }

    @Override
    public CompletableFuture<KeptAway> keptAway(BareJid account, Jid other) {
        return access.read(db -> both(
                account,
                db.sql("""
                SELECT kind, entry, expires_at, format, checksum FROM admission
                WHERE account = ? AND entry_hash IN (?, ?)
                UNION ALL SELECT 4, blocked, 0, format, checksum FROM blocked_address
                WHERE account = ? AND blocked_hash IN (?, ?, ?)
                """)
                        .address(account)
                        .bytes(KeyHash.of(HEAD.text()))
                        .bytes(KeyHash.of(other.bare().toString()))
                        .address(account)
                        .bytes(KeyHash.of(other.toString()))
                        .bytes(KeyHash.of(other.bare().toString()))
                        .bytes(KeyHash.of(other.domain()))
                        .list(SqlAdmissions::row)));
    }

    private KeptAway both(BareJid account, List<Row> rows) {
        List<Jid> addresses = new ArrayList<>(0);
        List<Row> admission = new ArrayList<>(0);
        for (Row row : rows) {
            if (row.entry().kind() == BLOCKED) {
                blocked.read(account, row.entry().text(), row.mark()).ifPresent(addresses::add);
            } else {
                admission.add(row);
            }
        }
        return new KeptAway(addresses, stored(account, admission));
    }

    @Override
    public CompletableFuture<Outcome<Admission>> replace(BareJid account, Admission admission) {
        List<Entry> entries = entries(admission);
        return access.change(size(entries), db -> {
            db.sql("DELETE FROM admission WHERE account = ? AND kind IN (2, 3) AND expires_at <= ?")
                    .address(account)
                    .number(access.clock().millis())
                    .update();
            List<Row> rows = rows(db, account);
            Set<String> shown = new HashSet<>();
            rows.stream()
                    .filter(row -> row.entry().kind() == SHOWN)
                    .forEach(row -> shown.add(row.entry().text()));
            if (entries.stream().anyMatch(entry -> shown.contains(entry.text()))) {
                throw new RefusedException(Refusal.INVITATION_INVALID);
            }
            if (shown.size() >= MOST_SHOWN && entries.stream().anyMatch(entry -> entry.kind() == INVITATION)) {
                throw new RefusedException(Refusal.ADMISSION_FULL);
            }
            if (!stored(account, rows).equals(admission)) {
                db.sql("DELETE FROM admission WHERE account = ? AND kind <> 3")
                        .address(account)
                        .update();
                for (Entry entry : entries) {
                    put(db, account, entry);
                }
            }
            return new Outcome.Done<>(admission);
        });
    }

    private static List<Entry> entries(Admission admission) {
        return switch (admission) {
            case Admission.Everybody() -> List.of();
            case Admission.Listed(Set<BareJid> addresses, Set<AdmissionInvitation> invitations) -> {
                List<Entry> entries = new ArrayList<>(addresses.size() + invitations.size() + 1);
                entries.add(HEAD);
                addresses.forEach(address -> entries.add(Entry.of(address)));
                invitations.forEach(invitation -> entries.add(Entry.of(invitation)));
                yield entries;
            }
        };
    }

    @Override
    public CompletableFuture<Outcome<Admission>> admit(BareJid account, TokenHash token, BareJid guest, int most) {
        return access.change(Access.SMALL + guest.toString().length(), db -> {
            List<Row> rows = rows(db, account);
            if (!(stored(account, rows) instanceof Admission.Listed now)
                    || !now.invites(token, access.clock().instant())) {
                throw new RefusedException(Refusal.INVITATION_INVALID);
            }
            if (now.addresses().size() >= most) {
                throw new RefusedException(Refusal.ADMISSION_FULL);
            }
            long until = now.invitations().stream()
                    .filter(one -> one.token().equals(token))
                    .findFirst()
                    .orElseThrow()
                    .until()
                    .toEpochMilli();
            put(db, account, new Entry(SHOWN, token.text(), until));
            put(db, account, Entry.of(guest));
            return new Outcome.Done<>(stored(account, rows(db, account)));
        });
    }

    private static void put(SqlSession db, BareJid account, Entry entry) throws SQLException {
        db.sql("""
                INSERT INTO admission (account, entry_hash, kind, entry, expires_at, format, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (account, entry_hash) DO UPDATE SET kind = excluded.kind, entry = excluded.entry,
                    expires_at = excluded.expires_at, format = excluded.format, checksum = excluded.checksum
                """)
                .address(account)
                .bytes(KeyHash.of(entry.text()))
                .number(entry.kind())
                .text(entry.text())
                .number(entry.until())
                .number(RowMark.FORMAT)
                .number(entry.checksum(account))
                .update();
    }

    private static List<Row> rows(SqlSession db, BareJid account) throws SQLException {
        return db.sql("""
                SELECT kind, entry, expires_at, format, checksum FROM admission WHERE account = ? ORDER BY entry
                """).address(account).list(SqlAdmissions::row);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Entry(row.getInt(1), row.getString(2), row.getLong(3)), new RowMark(row.getInt(4), row.getLong(5)));
    }

    /** Whatever became of the rows, an account with any but those of tokens that were shown hears not everybody. */
    private Admission stored(BareJid account, List<Row> rows) {
        List<Entry> intact = rows.stream()
                .filter(row -> isIntact(account, row))
                .map(Row::entry)
                .toList();
        if (intact.size() == rows.size() && intact.stream().allMatch(entry -> entry.kind() == SHOWN)) {
            return Admission.EVERYBODY;
        }
        long now = access.clock().millis();
        List<BareJid> addresses = new ArrayList<>();
        List<AdmissionInvitation> invitations = new ArrayList<>();
        for (Entry entry : intact) {
            if (entry.kind() == ADDRESS) {
                read(account, BareJid.parse(entry.text())).ifPresent(addresses::add);
            } else if (entry.kind() == INVITATION && entry.until() > now) {
                read(account, TokenHash.parse(entry.text()))
                        .ifPresent(token ->
                                invitations.add(new AdmissionInvitation(token, Instant.ofEpochMilli(entry.until()))));
            }
        }
        return Admission.Listed.of(addresses, invitations);
    }

    private boolean isIntact(BareJid account, Row row) {
        return access.damage()
                .intact(
                        TABLE,
                        account + " " + row.entry().text(),
                        row.mark(),
                        row.entry().checksum(account));
    }

    private <T> Optional<T> read(BareJid account, Optional<T> value) {
        if (value.isEmpty()) {
            access.damage().report(TABLE, account.toString(), "an entry cannot be read");
        }
        return value;
    }

    private static long size(List<Entry> entries) {
        return Access.SMALL
                + entries.stream()
                        .mapToLong(entry -> Access.SMALL + entry.text().length())
                        .sum();
    }
}
