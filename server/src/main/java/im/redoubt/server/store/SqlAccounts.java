package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** {@link Accounts} in SQL. */
final class SqlAccounts implements Accounts {
    private static final String TABLE = "account";

    /** About the size of an account's rows. */
    private static final long ACCOUNT_BYTES = 1024;

    private final Access access;

    SqlAccounts(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<Outcome<Account>> create(NewAccount account) {
        return access.change(
                ACCOUNT_BYTES,
                db -> AccountRows.create(db, account, access.clock().millis()));
    }

    @Override
    public CompletableFuture<List<Outcome<Account>>> createAll(List<NewAccount> accounts) {
        List<NewAccount> copy = List.copyOf(accounts);
        return access.write(ACCOUNT_BYTES * copy.size(), db -> {
            List<Outcome<Account>> outcomes = new ArrayList<>();
            for (NewAccount account : copy) {
                outcomes.add(AccountRows.create(db, account, access.clock().millis()));
            }
            return outcomes;
        });
    }

    @Override
    public CompletableFuture<List<Outcome<Account>>> importAll(List<ImportedAccount> accounts) {
        List<ImportedAccount> copy = List.copyOf(accounts);
        return access.write(ACCOUNT_BYTES * copy.size(), db -> {
            List<Outcome<Account>> outcomes = new ArrayList<>();
            for (ImportedAccount account : copy) {
                outcomes.add(AccountRows.create(db, account, access.clock().millis()));
            }
            return outcomes;
        });
    }

    @Override
    public CompletableFuture<Boolean> delete(BareJid address) {
        return access.write(ACCOUNT_BYTES, db -> close(db, address)).thenCompose(there -> {
            CompletableFuture<Boolean> gone = new CompletableFuture<>();
            if (there) {
                deleteSlices(address, gone);
            } else {
                gone.complete(false);
            }
            return gone;
        });
    }

    /** From here on nobody signs in by password or token, whatever becomes of the rest. */
    private static boolean close(SqlSession db, BareJid address) throws SQLException {
        db.sql("DELETE FROM scram_verifier WHERE account = ?").address(address).update();
        SqlClientAccess.forgetAll(db, address);
        SqlQuarantine.forget(db, address);
        db.sql("DELETE FROM known_source WHERE account = ?").address(address).update();
        return db.sql("SELECT 1 FROM account WHERE address = ?")
                .address(address)
                .matches();
    }

    /** What others write goes in between. The address is free when nothing is left: nobody comes by what was somebody else's. */
    private void deleteSlices(BareJid address, CompletableFuture<Boolean> gone) {
        var _ = access.write(
                        Access.SMALL * ArchiveSize.SLICE,
                        db -> MessageRows.releaseSlice(db, address, ArchiveSize.SLICE) || deleteRest(db, address))
                .whenComplete((more, failure) -> {
                    if (failure != null) {
                        gone.completeExceptionally(failure);
                    } else if (more) {
                        deleteSlices(address, gone);
                    } else {
                        gone.complete(true);
                    }
                });
    }

    /** What came since the last slice goes with the account. Returns that there is no more to do. */
    private static boolean deleteRest(SqlSession db, BareJid address) throws SQLException {
        MessageRows.releaseAll(db, address);
        SqlNodeSubscriptions.forget(db, address);
        AffiliationRows.forget(db, address);
        db.sql("DELETE FROM account WHERE address = ?").address(address).update();
        return false;
    }

    @Override
    public CompletableFuture<Optional<Account>> find(BareJid address) {
        return access.read(db -> row(db, address));
    }

    @Override
    public CompletableFuture<Boolean> exists(BareJid address) {
        return access.read(db -> db.sql("SELECT 1 FROM account WHERE address = ?")
                .address(address)
                .matches());
    }

    @Override
    public CompletableFuture<List<Account>> list(Optional<BareJid> after, int limit) {
        String start = after.map(BareJid::toString).orElse("");
        return access.read(db -> db.sql("""
                        SELECT address, created_at, admin, format, checksum FROM account
                        WHERE address > ? ORDER BY address LIMIT ?
                        """).text(start).number(limit).list(this::read).stream()
                .flatMap(Optional::stream)
                .toList());
    }

    @Override
    public CompletableFuture<List<Account>> administrators(int limit) {
        return access.read(db -> db.sql("""
                        SELECT address, created_at, admin, format, checksum FROM account
                        WHERE admin = ? ORDER BY address LIMIT ?
                        """).flag(true).number(limit).list(this::read).stream()
                .flatMap(Optional::stream)
                .toList());
    }

    @Override
    public CompletableFuture<Long> count() {
        return access.read(db -> db.sql("SELECT COUNT(*) FROM account").count());
    }

    @Override
    public CompletableFuture<Optional<ScramVerifier>> verifier(BareJid address, ScramHash hash) {
        return access.read(db -> verifier(db, address, hash));
    }

    private Optional<ScramVerifier> verifier(SqlSession db, BareJid address, ScramHash hash) throws SQLException {
        return db.sql("SELECT verifier, format, checksum FROM scram_verifier WHERE account = ? AND scheme = ?")
                .address(address)
                .text(hash.scheme())
                .first(row -> verifier(address, hash, row))
                .flatMap(found -> found);
    }

    @Override
    public CompletableFuture<Set<ScramHash>> hashes(BareJid address) {
        return access.read(db -> {
            List<String> schemes = db.sql("SELECT scheme FROM scram_verifier WHERE account = ?")
                    .address(address)
                    .list(row -> row.getString(1));
            Set<ScramHash> hashes = EnumSet.allOf(ScramHash.class);
            hashes.removeIf(hash -> !schemes.contains(hash.scheme()));
            return hashes;
        });
    }

    @Override
    public CompletableFuture<Map<BareJid, Set<ScramHash>>> hashes(BareJid first, BareJid last) {
        return access.read(db -> {
            Map<BareJid, Set<ScramHash>> hashes = new HashMap<>();
            db.sql("SELECT account, scheme FROM scram_verifier WHERE account >= ? AND account <= ?")
                    .address(first)
                    .address(last)
                    .list(row -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(row -> BareJid.parse(row.getKey())
                            .ifPresent(account -> Stream.of(ScramHash.values())
                                    .filter(hash -> hash.scheme().equals(row.getValue()))
                                    .forEach(hash -> hashes.computeIfAbsent(
                                                    account, none -> EnumSet.noneOf(ScramHash.class))
                                            .add(hash))));
            return hashes;
        });
    }

    @Override
    public CompletableFuture<VerifierAddition> addVerifier(BareJid address, ScramVerifier proved, ScramVerifier made) {
        return access.write(Access.SMALL, db -> {
            if (!verifier(db, address, proved.hash()).equals(Optional.of(proved))) {
                return VerifierAddition.NOT_PROVED;
            }
            boolean there = db.sql("SELECT 1 FROM scram_verifier WHERE account = ? AND scheme = ?")
                    .address(address)
                    .text(made.hash().scheme())
                    .matches();
            if (there) {
                return VerifierAddition.THERE_ALREADY;
            }
            AccountRows.putVerifiers(db, address, List.of(made));
            return VerifierAddition.ADDED;
        });
    }

    @Override
    public CompletableFuture<Outcome<Account>> replaceVerifiers(BareJid address, List<ScramVerifier> verifiers) {
        List<ScramVerifier> complete = NewAccount.checked(verifiers);
        return access.change(ACCOUNT_BYTES, db -> {
            Optional<Account> account = row(db, address);
            if (account.isEmpty()) {
                return new Outcome.Refused<>(Refusal.NO_ACCOUNT);
            }
            // Whoever signed in with the password before does not come back to a session of that time.
            db.sql("UPDATE hibernated_session SET expires_at = 0 WHERE account = ?")
                    .address(address)
                    .update();
            db.sql("DELETE FROM scram_verifier WHERE account = ?")
                    .address(address)
                    .update();
            AccountRows.putVerifiers(db, address, complete);
            SqlClientAccess.forgetAll(db, address);
            return new Outcome.Done<>(account.get());
        });
    }

    @Override
    public CompletableFuture<Outcome<Account>> setAdmin(BareJid address, boolean admin) {
        return access.change(Access.SMALL, db -> {
            Optional<Account> account = row(db, address);
            if (account.isEmpty()) {
                return new Outcome.Refused<>(Refusal.NO_ACCOUNT);
            }
            Instant createdAt = account.get().createdAt();
            db.sql("UPDATE account SET admin = ?, checksum = ? WHERE address = ?")
                    .flag(admin)
                    .number(AccountRows.checksum(address, createdAt.toEpochMilli(), admin))
                    .address(address)
                    .update();
            return new Outcome.Done<>(new Account(address, admin, createdAt));
        });
    }

    private Optional<Account> row(SqlSession db, BareJid address) throws SQLException {
        return db.sql("SELECT address, created_at, admin, format, checksum FROM account WHERE address = ?")
                .address(address)
                .first(this::read)
                .flatMap(found -> found);
    }

    private Optional<Account> read(ResultSet row) throws SQLException {
        String text = row.getString(1);
        Optional<BareJid> address = BareJid.parse(text);
        if (address.isEmpty()) {
            access.damage().report(TABLE, text, "the address cannot be read");
            return Optional.empty();
        }
        long createdAt = row.getLong(2);
        boolean admin = row.getInt(3) == 1;
        RowMark mark = new RowMark(row.getInt(4), row.getLong(5));
        if (!access.damage().intact(TABLE, text, mark, AccountRows.checksum(address.get(), createdAt, admin))) {
            return Optional.empty();
        }
        return Optional.of(new Account(address.get(), admin, Instant.ofEpochMilli(createdAt)));
    }

    private Optional<ScramVerifier> verifier(BareJid address, ScramHash hash, ResultSet row) throws SQLException {
        String text = row.getString(1);
        RowMark mark = new RowMark(row.getInt(2), row.getLong(3));
        String key = address + " " + hash.scheme();
        long checksum = AccountRows.verifierChecksum(address, hash.scheme(), text);
        if (!access.damage().intact("scram_verifier", key, mark, checksum)) {
            return Optional.empty();
        }
        Optional<ScramVerifier> verifier = ScramVerifier.decode(text);
        if (verifier.isEmpty()) {
            access.damage().report("scram_verifier", key, "the verifier cannot be read");
        }
        return verifier;
    }
}
