package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@link KnownSources} in SQL. */
final class SqlKnownSources implements KnownSources {
    private final Access access;

    SqlKnownSources(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<Void> remember(BareJid account, String source) {
        byte[] hash = hash(account, source);
        CompletableFuture<Integer> written = access.write(Access.SMALL, db -> {
            db.sql("""
                    INSERT INTO known_source (account, source_hash, last_seen) VALUES (?, ?, ?)
                    ON CONFLICT (account, source_hash) DO UPDATE SET last_seen = excluded.last_seen
                    """)
                    .address(account)
                    .bytes(hash)
                    .number(access.clock().millis())
                    .update();
            return db.sql("""
                    DELETE FROM known_source WHERE account = ? AND source_hash NOT IN (
                        SELECT source_hash FROM known_source WHERE account = ?
                        ORDER BY last_seen DESC, source_hash LIMIT ?)
                    """)
                    .address(account)
                    .address(account)
                    .number(access.quotas().knownSources())
                    .update();
        });
        return written.thenApply(forgotten -> null);
    }

    @Override
    public CompletableFuture<Optional<Instant>> lastSeen(BareJid account, String source) {
        byte[] hash = hash(account, source);
        return access.read(db -> db.sql("SELECT last_seen FROM known_source WHERE account = ? AND source_hash = ?")
                .address(account)
                .bytes(hash)
                .first(row -> Instant.ofEpochMilli(row.getLong(1))));
    }

    /** Hashes the account with the source, so that equal sources of two accounts are not seen to be equal. */
    private static byte[] hash(BareJid account, String source) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(account.toString().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(source.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
