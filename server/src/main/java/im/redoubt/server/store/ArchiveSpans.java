package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In which spans of time an account exchanged something with whom: the index of archives by peer (XEP-0313 section 4.1.1). It has a
 * row for each conversation and not for each message. A span has no row too few; it may have one too many when its messages have gone.
 */
final class ArchiveSpans {
    /** A span is so many numbers of messages, as a power of two: 17 minutes and a half. */
    static final int BITS = 36;

    private static final int MOST_REMEMBERED = 20_000;

    /** Rows that are on disk: whoever writes again within a span need not look. */
    private final Set<Span> remembered = ConcurrentHashMap.newKeySet();

    /**
     * A row.
     *
     * @param owner the number of the account
     * @param peer the digest of its peer
     * @param span which span of time
     */
    record Span(long owner, long peer, long span) {}

    /** Returns what stands for a peer: the first 64 bits of the SHA-256 of the address. Who reads a message sees whether it is his. */
    static long peer(BareJid address) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(address.toString().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Enters a message, and adds its row to those that are on disk if this transaction is committed. */
    void enter(SqlSession db, Span span, List<Span> entered) throws SQLException {
        if (!remembered.contains(span)) {
            insert(db, span);
            entered.add(span);
        }
    }

    static void insert(SqlSession db, Span span) throws SQLException {
        db.sql("INSERT INTO archive_span (owner, peer, span) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .number(span.owner())
                .number(span.peer())
                .number(span.span())
                .update();
    }

    /** The rows are on disk. */
    void committed(List<Span> entered) {
        if (remembered.size() + entered.size() > MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.addAll(entered);
    }

    /**
     * Forgets the spans in front of an archive's oldest message. Of an archive that has become empty those before the last message
     * that left: a later one may lie in the same span.
     *
     * @param left the last message that left
     */
    static void forgetOld(SqlSession db, BareJid owner, MessageId left) throws SQLException {
        db.sql("DELETE FROM archive_span WHERE owner = " + MessageRows.OWNER
                        + " AND span < COALESCE((SELECT MIN(id) FROM archive_entry WHERE owner = " + MessageRows.OWNER
                        + "), ?) >> 36")
                .address(owner)
                .address(owner)
                .message(left)
                .update();
    }

    /** Forgets a slice of an account's rows. Returns whether there may be more. */
    static boolean release(SqlSession db, BareJid owner, int most) throws SQLException {
        return db.sql(
                                "DELETE FROM archive_span WHERE (owner, peer, span) IN (SELECT owner, peer, span FROM archive_span"
                                        + " WHERE owner = " + MessageRows.OWNER + " LIMIT ?)")
                        .address(owner)
                        .number(most)
                        .update()
                == most;
    }
}
