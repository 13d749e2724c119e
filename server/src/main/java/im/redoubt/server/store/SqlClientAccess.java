package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** {@link ClientAccess} in SQL. */
final class SqlClientAccess implements ClientAccess {
    private static final String TABLE = "access_client";

    private final Access access;
    private final TokenRows tokens;

    SqlClientAccess(Access access) {
        this.access = access;
        this.tokens = new TokenRows(access.damage());
    }

    @Override
    public CompletableFuture<Void> seen(BareJid account, ClientSighting sighting, int most) {
        return access.write(Access.SMALL, db -> {
                    long now = access.clock().millis();
                    Optional<KnownClient> before = find(db, account, sighting.client(), now);
                    put(
                            db,
                            account,
                            new KnownClient(
                                    sighting.client(),
                                    sighting.software(),
                                    sighting.device(),
                                    before.map(KnownClient::firstSeen).orElse(Instant.ofEpochMilli(now)),
                                    Instant.ofEpochMilli(now),
                                    sighting.password()
                                            || before.filter(KnownClient::password)
                                                    .isPresent(),
                                    0));
                    return db.sql("""
                            DELETE FROM access_client WHERE account = ? AND client NOT IN (
                                SELECT client FROM access_client WHERE account = ?
                                ORDER BY last_seen DESC, first_seen, client LIMIT ?)
                            """)
                            .address(account)
                            .address(account)
                            .number(most)
                            .update();
                })
                .thenApply(forgotten -> null);
    }

    @Override
    public CompletableFuture<List<StoredToken>> tokens(BareJid account, ClientKey client) {
        return access.read(db -> tokens.of(db, account, client));
    }

    @Override
    public CompletableFuture<Boolean> issue(
            BareJid account, ClientKey client, StoredToken token, BooleanSupplier current) {
        return access.write(Access.SMALL, db -> {
            boolean known = current.getAsBoolean()
                    && db.sql("SELECT 1 FROM access_client WHERE account = ? AND client = ?")
                            .address(account)
                            .text(client.hex())
                            .matches();
            if (known) {
                tokens.put(db, account, client, TokenRows.NEWER, token);
            }
            return known;
        });
    }

    @Override
    public CompletableFuture<Boolean> use(BareJid account, ClientKey client, TokenSerial serial, OptionalLong count) {
        return access.write(Access.SMALL, db -> {
            Optional<StoredToken> found = tokens.of(db, account, client).stream()
                    .filter(token -> token.serial().equals(serial))
                    .findFirst();
            long now = access.clock().millis();
            if (found.isEmpty() || found.get().expiresAt().toEpochMilli() <= now || !fresh(found.get(), count)) {
                return false;
            }
            StoredToken used = found.get();
            tokens.used(
                    db,
                    account,
                    client,
                    new StoredToken(
                            used.serial(),
                            used.mechanism(),
                            used.createdAt(),
                            used.expiresAt(),
                            count.orElse(used.count())));
            Optional<KnownClient> before = find(db, account, client, now);
            if (before.isPresent()) {
                put(db, account, seenAgain(before.get(), now));
            }
            return true;
        });
    }

    /** XEP-0484 section 3.4; whoever takes the count away from a message that he repeats has not gained anything. */
    private static boolean fresh(StoredToken token, OptionalLong count) {
        return count.isPresent() ? count.getAsLong() > token.count() : token.count() == 0;
    }

    private static KnownClient seenAgain(KnownClient client, long now) {
        return new KnownClient(
                client.client(),
                client.software(),
                client.device(),
                client.firstSeen(),
                Instant.ofEpochMilli(now),
                client.password(),
                client.tokens());
    }

    @Override
    public CompletableFuture<Boolean> invalidate(BareJid account, ClientKey client, TokenSerial serial) {
        return access.write(
                Access.SMALL,
                db -> db.sql("DELETE FROM access_token WHERE account = ? AND client = ? AND serial = ?")
                                .address(account)
                                .text(client.hex())
                                .text(serial.hex())
                                .update()
                        > 0);
    }

    @Override
    public CompletableFuture<List<KnownClient>> list(BareJid account) {
        return access.snapshot(db -> {
            long now = access.clock().millis();
            return db.sql("""
                            SELECT client, software, device, first_seen, last_seen, password, format, checksum,
                                (SELECT COUNT(*) FROM access_token t WHERE t.account = c.account
                                    AND t.client = c.client AND t.expires_at > ?)
                            FROM access_client c WHERE account = ? ORDER BY last_seen DESC, client
                            """).number(now).address(account).list(row -> read(row, account)).stream()
                    .flatMap(Optional::stream)
                    .toList();
        });
    }

    @Override
    public CompletableFuture<Boolean> revoke(BareJid account, ClientKey client) {
        return access.write(Access.SMALL, db -> {
            boolean known = db.sql("SELECT 1 FROM access_client WHERE account = ? AND client = ?")
                    .address(account)
                    .text(client.hex())
                    .matches();
            db.sql("DELETE FROM access_token WHERE account = ? AND client = ?")
                    .address(account)
                    .text(client.hex())
                    .update();
            db.sql("DELETE FROM access_client WHERE account = ? AND client = ? AND password = 0")
                    .address(account)
                    .text(client.hex())
                    .update();
            return known;
        });
    }

    @Override
    public CompletableFuture<Integer> revokeOthers(BareJid account, Optional<ClientKey> but) {
        String kept = but.map(ClientKey::hex).orElse("");
        return access.write(Access.SMALL, db -> {
            int lost = (int) db.sql("SELECT COUNT(DISTINCT client) FROM access_token WHERE account = ? AND client <> ?")
                    .address(account)
                    .text(kept)
                    .count();
            db.sql("DELETE FROM access_token WHERE account = ? AND client <> ?")
                    .address(account)
                    .text(kept)
                    .update();
            db.sql("DELETE FROM access_client WHERE account = ? AND client <> ? AND password = 0")
                    .address(account)
                    .text(kept)
                    .update();
            return lost;
        });
    }

    @Override
    public CompletableFuture<Integer> purge(Instant seenBefore) {
        return access.write(Access.SMALL, db -> {
            int expired = db.sql("DELETE FROM access_token WHERE expires_at <= ?")
                    .number(access.clock().millis())
                    .update();
            return expired + db.sql("""
                            DELETE FROM access_client WHERE last_seen < ? AND NOT EXISTS (
                                SELECT 1 FROM access_token t
                                WHERE t.account = access_client.account AND t.client = access_client.client)
                            """).number(seenBefore.toEpochMilli()).update();
        });
    }

    /** A change of the password forgets all clients: called inside of its transaction. */
    static void forgetAll(SqlSession db, BareJid account) throws SQLException {
        db.sql("DELETE FROM access_client WHERE account = ?").address(account).update();
    }

    private Optional<KnownClient> find(SqlSession db, BareJid account, ClientKey client, long now) throws SQLException {
        return db.sql("""
                        SELECT client, software, device, first_seen, last_seen, password, format, checksum,
                            (SELECT COUNT(*) FROM access_token t WHERE t.account = c.account
                                AND t.client = c.client AND t.expires_at > ?)
                        FROM access_client c WHERE account = ? AND client = ?
                        """)
                .number(now)
                .address(account)
                .text(client.hex())
                .first(row -> read(row, account))
                .flatMap(found -> found);
    }

    private static void put(SqlSession db, BareJid account, KnownClient client) throws SQLException {
        db.sql("""
                INSERT INTO access_client
                    (account, client, software, device, first_seen, last_seen, password, format, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (account, client) DO UPDATE SET software = excluded.software, device = excluded.device,
                    first_seen = excluded.first_seen, last_seen = excluded.last_seen, password = excluded.password,
                    format = excluded.format, checksum = excluded.checksum
                """)
                .address(account)
                .text(client.client().hex())
                .text(client.software())
                .text(client.device())
                .number(client.firstSeen().toEpochMilli())
                .number(client.lastSeen().toEpochMilli())
                .flag(client.password())
                .number(RowMark.FORMAT)
                .number(checksum(account, client))
                .update();
    }

    private Optional<KnownClient> read(ResultSet row, BareJid account) throws SQLException {
        String key = account + " " + row.getString(1);
        Optional<ClientKey> client = ClientKey.parse(row.getString(1));
        if (client.isEmpty()) {
            access.damage().report(TABLE, key, "the client cannot be read");
            return Optional.empty();
        }
        KnownClient known = new KnownClient(
                client.get(),
                Optional.ofNullable(row.getString(2)),
                Optional.ofNullable(row.getString(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getInt(6) == 1,
                row.getInt(9));
        RowMark mark = new RowMark(row.getInt(7), row.getLong(8));
        return access.damage().intact(TABLE, key, mark, checksum(account, known))
                ? Optional.of(known)
                : Optional.empty();
    }

    private static long checksum(BareJid account, KnownClient client) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(account.toString())
                .text(client.client().hex())
                .text(client.software())
                .text(client.device())
                .number(client.firstSeen().toEpochMilli())
                .number(client.lastSeen().toEpochMilli())
                .number(client.password() ? 1 : 0)
                .value();
    }
}
