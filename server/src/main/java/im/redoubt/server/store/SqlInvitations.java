package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@link Invitations} in SQL. */
final class SqlInvitations implements Invitations {
    private static final int KEY_DIGITS = 16;

    private final Access access;

    SqlInvitations(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<InvitationToken> issue(
            Optional<BareJid> issuer, Duration validity, int uses, Optional<String> name) {
        if (uses < 1) {
            throw new IllegalArgumentException("an invitation has at least one use");
        }
        InvitationToken token = InvitationToken.random(access.random());
        byte[] hash = token.hash();
        return access.write(Access.SMALL, db -> {
            Instant now = Instant.ofEpochMilli(access.clock().millis());
            Instant end = Instant.ofEpochMilli(now.plus(validity).toEpochMilli());
            insert(db, hash, new Invitation(issuer, now, end, uses, name));
            return token;
        });
    }

    @Override
    public CompletableFuture<Optional<Invitation>> find(InvitationToken token) {
        byte[] hash = token.hash();
        return access.read(db -> valid(db, hash));
    }

    @Override
    public CompletableFuture<Outcome<Account>> redeem(InvitationToken token, NewAccount account) {
        byte[] hash = token.hash();
        return access.change(Access.SMALL, db -> {
            Optional<Invitation> invitation = valid(db, hash)
                    .filter(found ->
                            found.name().map(account.address().local()::equals).orElse(true));
            if (invitation.isEmpty()) {
                return new Outcome.Refused<>(Refusal.INVITATION_INVALID);
            }
            Outcome<Account> created =
                    AccountRows.create(db, account, access.clock().millis());
            if (created instanceof Outcome.Done<Account>) {
                use(db, hash, invitation.get());
            }
            return created;
        });
    }

    @Override
    public CompletableFuture<Integer> purge() {
        return access.write(
                Access.SMALL,
                db -> db.sql("DELETE FROM invitation WHERE uses_left = 0 OR expires_at <= ?")
                        .number(access.clock().millis())
                        .update());
    }

    private static void insert(SqlSession db, byte[] hash, Invitation invitation) throws SQLException {
        db.sql("""
                INSERT INTO invitation (token_hash, issuer, format, created_at, expires_at, uses_left, name, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .bytes(hash)
                .text(invitation.issuer().map(BareJid::toString))
                .number(RowMark.FORMAT)
                .number(invitation.createdAt().toEpochMilli())
                .number(invitation.expiresAt().toEpochMilli())
                .number(invitation.usesLeft())
                .text(invitation.name())
                .number(checksum(hash, invitation))
                .update();
    }

    private static void use(SqlSession db, byte[] hash, Invitation before) throws SQLException {
        Invitation after = new Invitation(
                before.issuer(), before.createdAt(), before.expiresAt(), before.usesLeft() - 1, before.name());
        db.sql("UPDATE invitation SET uses_left = ?, checksum = ? WHERE token_hash = ?")
                .number(after.usesLeft())
                .number(checksum(hash, after))
                .bytes(hash)
                .update();
    }

    private Optional<Invitation> valid(SqlSession db, byte[] hash) throws SQLException {
        return db.sql("""
                SELECT issuer, created_at, expires_at, uses_left, name, format, checksum FROM invitation
                WHERE token_hash = ? AND uses_left > 0 AND expires_at > ?
                """)
                .bytes(hash)
                .number(access.clock().millis())
                .first(row -> read(row, hash))
                .flatMap(found -> found);
    }

    private Optional<Invitation> read(ResultSet row, byte[] hash) throws SQLException {
        Invitation invitation = new Invitation(
                Optional.ofNullable(row.getString(1)).flatMap(BareJid::parse),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getInt(4),
                Optional.ofNullable(row.getString(5)));
        RowMark mark = new RowMark(row.getInt(6), row.getLong(7));
        String key = HexFormat.of().formatHex(hash).substring(0, KEY_DIGITS);
        boolean intact = access.damage().intact("invitation", key, mark, checksum(hash, invitation));
        return intact ? Optional.of(invitation) : Optional.empty();
    }

    private static long checksum(byte[] hash, Invitation invitation) {
        return new RowChecksum()
                .number(RowMark.FORMAT)
                .bytes(hash)
                .text(invitation.issuer().map(BareJid::toString))
                .number(invitation.createdAt().toEpochMilli())
                .number(invitation.expiresAt().toEpochMilli())
                .number(invitation.usesLeft())
                .text(invitation.name())
                .value();
    }
}
