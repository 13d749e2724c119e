package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.TokenMechanism;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of tokens, inside of the transactions of others. */
final class TokenRows {
    /** The place of the token in use. */
    static final int IN_USE = 0;

    /** The place of one that was handed out after it. */
    static final int NEWER = 1;

    private static final String TABLE = "access_token";

    private final DamageLog damage;

    TokenRows(DamageLog damage) {
        this.damage = damage;
    }

    /** Returns the tokens of a client, the newest first. */
    List<StoredToken> of(SqlSession db, BareJid account, ClientKey client) throws SQLException {
        return db.sql("""
                        SELECT slot, serial, mechanism, created_at, expires_at, uses, format, checksum
                        FROM access_token WHERE account = ? AND client = ? ORDER BY slot DESC
                        """).address(account).text(client.hex()).list(row -> read(row, account, client)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Notes what became of a token, in the place of the one that was in use before. */
    void used(SqlSession db, BareJid account, ClientKey client, StoredToken token) throws SQLException {
        db.sql("DELETE FROM access_token WHERE account = ? AND client = ? AND slot = ? AND serial = ?")
                .address(account)
                .text(client.hex())
                .number(NEWER)
                .text(token.serial().hex())
                .update();
        put(db, account, client, IN_USE, token);
    }

    void put(SqlSession db, BareJid account, ClientKey client, int slot, StoredToken token) throws SQLException {
        db.sql("""
                INSERT INTO access_token
                    (account, client, slot, serial, mechanism, created_at, expires_at, uses, format, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (account, client, slot) DO UPDATE SET serial = excluded.serial,
                    mechanism = excluded.mechanism, created_at = excluded.created_at,
                    expires_at = excluded.expires_at, uses = excluded.uses,
                    format = excluded.format, checksum = excluded.checksum
                """)
                .address(account)
                .text(client.hex())
                .number(slot)
                .text(token.serial().hex())
                .text(token.mechanism().wireName())
                .number(token.createdAt().toEpochMilli())
                .number(token.expiresAt().toEpochMilli())
                .number(token.count())
                .number(RowMark.FORMAT)
                .number(checksum(account, client, slot, token))
                .update();
    }

    private Optional<StoredToken> read(ResultSet row, BareJid account, ClientKey client) throws SQLException {
        int slot = row.getInt(1);
        String key = account + " " + client.hex() + " " + slot;
        Optional<TokenMechanism> mechanism = TokenMechanism.named(row.getString(3));
        if (mechanism.isEmpty()) {
            damage.report(TABLE, key, "the mechanism cannot be read");
            return Optional.empty();
        }
        StoredToken token = new StoredToken(
                new TokenSerial(row.getString(2)),
                mechanism.get(),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getLong(6));
        RowMark mark = new RowMark(row.getInt(7), row.getLong(8));
        return damage.intact(TABLE, key, mark, checksum(account, client, slot, token))
                ? Optional.of(token)
                : Optional.empty();
    }

    private static long checksum(BareJid account, ClientKey client, int slot, StoredToken token) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .text(account.toString())
                .text(client.hex())
                .number(slot)
                .text(token.serial().hex())
                .text(token.mechanism().wireName())
                .number(token.createdAt().toEpochMilli())
                .number(token.expiresAt().toEpochMilli())
                .number(token.count())
                .value();
    }
}
