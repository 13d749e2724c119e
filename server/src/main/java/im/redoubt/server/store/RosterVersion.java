package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Where a roster stands.
 *
 * @param current its version
 * @param floor the oldest version since which the removals are all still known
 */
record RosterVersion(long current, long floor) {
    /** How many removals are kept for each account; a client that missed more gets the whole roster. */
    private static final int KEPT_REMOVALS = 100;

    static Optional<RosterVersion> of(SqlSession db, BareJid account) throws SQLException {
        return db.sql("SELECT roster_version, roster_floor FROM account WHERE address = ?")
                .address(account)
                .first(row -> new RosterVersion(row.getLong(1), row.getLong(2)));
    }

    /** Returns whether all changes since {@code version} are known. */
    boolean knowsSince(long version) {
        return version >= floor && version <= current;
    }

    /** Writes the next version, and returns it. */
    RosterVersion next(SqlSession db, BareJid account) throws SQLException {
        db.sql("UPDATE account SET roster_version = ? WHERE address = ?")
                .number(current + 1)
                .address(account)
                .update();
        return new RosterVersion(current + 1, floor);
    }

    /** Notes that a contact was removed with this version, and forgets the oldest removal beyond the bound. */
    void removed(SqlSession db, BareJid account, BareJid contact) throws SQLException {
        db.sql("INSERT INTO roster_removal (account, contact, version) VALUES (?, ?, ?)")
                .address(account)
                .address(contact)
                .number(current)
                .update();
        Optional<Long> oldest =
                db.sql("""
                SELECT version FROM roster_removal WHERE account = ? ORDER BY version DESC LIMIT 1 OFFSET ?
                """).address(account).number(KEPT_REMOVALS).first(row -> row.getLong(1));
        if (oldest.isPresent()) {
            db.sql("DELETE FROM roster_removal WHERE account = ? AND version <= ?")
                    .address(account)
                    .number(oldest.get())
                    .update();
            db.sql("UPDATE account SET roster_floor = ? WHERE address = ?")
                    .number(oldest.get())
                    .address(account)
                    .update();
        }
    }
}
