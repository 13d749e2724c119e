package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramVerifier;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Writes the rows of accounts, inside the transactions of others. */
final class AccountRows {
    private AccountRows() {}

    /**
     * Creates an account. The roster's version begins at the time of creation, so that it does not come by again versions
     * that an earlier account of the same address had. Its number was nobody's before.
     */
    static Outcome<Account> create(SqlSession db, NewAccount account, long now) throws SQLException {
        return create(
                db, new Account(account.address(), account.admin(), Instant.ofEpochMilli(now)), account.verifiers());
    }

    /** Creates an account that another server had. */
    static Outcome<Account> create(SqlSession db, ImportedAccount account, long now) throws SQLException {
        return create(db, new Account(account.address(), false, Instant.ofEpochMilli(now)), account.verifiers());
    }

    private static Outcome<Account> create(SqlSession db, Account account, List<ScramVerifier> verifiers)
            throws SQLException {
        long now = account.createdAt().toEpochMilli();
        int created = db.sql("""
                INSERT INTO account
                    (address, number, format, created_at, admin, checksum, roster_version, roster_floor)
                SELECT ?, last_account_number + 1, ?, ?, ?, ?, ?, ? FROM store_state WHERE TRUE
                ON CONFLICT (address) DO NOTHING
                """)
                .address(account.address())
                .number(RowMark.FORMAT)
                .number(now)
                .flag(account.admin())
                .number(checksum(account.address(), now, account.admin()))
                .number(now)
                .number(now)
                .update();
        if (created == 0) {
            return new Outcome.Refused<>(Refusal.ACCOUNT_EXISTS);
        }
        db.sql("UPDATE store_state SET last_account_number = last_account_number + 1")
                .update();
        putVerifiers(db, account.address(), verifiers);
        return new Outcome.Done<>(account);
    }

    static void putVerifiers(SqlSession db, BareJid address, List<ScramVerifier> verifiers) throws SQLException {
        for (ScramVerifier verifier : verifiers) {
            String scheme = verifier.hash().scheme();
            String text = verifier.encode();
            db.sql("""
                    INSERT INTO scram_verifier (account, scheme, format, verifier, checksum) VALUES (?, ?, ?, ?, ?)
                    """)
                    .address(address)
                    .text(scheme)
                    .number(RowMark.FORMAT)
                    .text(text)
                    .number(verifierChecksum(address, scheme, text))
                    .update();
        }
    }

    static long checksum(BareJid address, long createdAt, boolean admin) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(address.toString())
                .number(createdAt)
                .number(admin ? 1 : 0)
                .value();
    }

    static long verifierChecksum(BareJid address, String scheme, String text) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(address.toString())
                .text(scheme)
                .text(text)
                .value();
    }
}
