package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@link MessageLog} in SQL. */
final class SqlMessageLog implements MessageLog {
    /** About the size of a message's rows beside its content. */
    private static final long ROW_BYTES = 256;

    private final Access access;
    private final MessageIds ids;

    SqlMessageLog(Access access, MessageIds ids) {
        this.access = access;
        this.ids = ids;
    }

    /** Returns the highest id ever given. */
    static MessageId lastId(WriterConnection connection) throws SQLException {
        SqlSession db = connection.begin();
        try {
            MessageId kept = db.sql("SELECT last_message_id FROM store_state")
                    .first(row -> MessageIds.fromBytes(row.getBytes(1)))
                    .orElse(MessageId.START);
            MessageId logged = db.sql("SELECT id FROM message ORDER BY id DESC LIMIT 1")
                    .first(row -> MessageIds.fromBytes(row.getBytes(1)))
                    .orElse(MessageId.START);
            return kept.compareTo(logged) > 0 ? kept : logged;
        } finally {
            connection.rollback();
        }
    }

    @Override
    public CompletableFuture<Outcome<MessageId>> append(NewMessage message) {
        return access.change(ROW_BYTES + message.content().size(), db -> append(db, message, true));
    }

    @Override
    public CompletableFuture<Outcome<List<MessageId>>> appendAll(List<NewMessage> messages) {
        List<NewMessage> copy = List.copyOf(messages);
        long bytes = copy.stream()
                .mapToLong(message -> ROW_BYTES + message.content().size())
                .sum();
        return access.change(bytes, db -> {
            List<MessageId> given = new ArrayList<>();
            for (NewMessage message : copy) {
                switch (append(db, message, given.isEmpty())) {
                    case Outcome.Done<MessageId>(MessageId id) -> given.add(id);
                    case Outcome.Refused<MessageId>(Refusal reason) -> {
                        return new Outcome.Refused<>(reason);
                    }
                }
            }
            return new Outcome.Done<>(given);
        });
    }

    @Override
    public CompletableFuture<OfflinePage> pendingOffline(BareJid account, MessageId after, int limit) {
        return access.snapshot(db -> {
            MessageId cursor = OfflineCursor.last(db, account);
            return page(db, account, cursor.compareTo(after) > 0 ? cursor : after, limit);
        });
    }

    @Override
    public CompletableFuture<Backlog> offlineBacklog(BareJid account) {
        return access.read(db -> db.sql("SELECT pending_count, pending_bytes FROM offline_cursor WHERE account = ?")
                .address(account)
                .first(row -> new Backlog(row.getInt(1), row.getLong(2)))
                .orElse(Backlog.NONE));
    }

    @Override
    public CompletableFuture<Void> advanceOffline(BareJid account, MessageId upTo) {
        CompletableFuture<Boolean> advanced = access.write(Access.SMALL, db -> {
            // Nothing was delivered that is not in the log yet, so a cursor never goes beyond it.
            MessageId target = upTo.compareTo(ids.last()) > 0 ? ids.last() : upTo;
            if (target.compareTo(OfflineCursor.last(db, account)) <= 0) {
                return false;
            }
            MessageRows.releaseDelivered(db, account, target);
            OfflineCursor.move(db, account, target);
            return true;
        });
        return advanced.thenApply(moved -> null);
    }

    @Override
    public CompletableFuture<Integer> purge(int limit) {
        return access.write(Access.SMALL, db -> db.sql("""
                DELETE FROM message WHERE refs <= 0 AND id IN (
                    SELECT id FROM message WHERE refs <= 0 ORDER BY id LIMIT ?)
                """).number(limit).update());
    }

    /** Appends one message; {@code first} says that the operation changed nothing yet. */
    private Outcome<MessageId> append(SqlSession db, NewMessage message, boolean first) throws SQLException {
        MessageHeader header = message.header();
        long size = message.content().size() + textSize(header.stanzaId()) + textSize(header.language());
        boolean changed = !first;
        for (MessageOwner owner : message.owners()) {
            if (!owner.offline()) {
                continue;
            }
            if (!OfflineCursor.reserve(db, owner.owner(), size, access.quotas())) {
                if (changed) {
                    throw new RefusedException(Refusal.OFFLINE_FULL);
                }
                return new Outcome.Refused<>(Refusal.OFFLINE_FULL);
            }
            changed = true;
        }
        MessageId id = ids.next();
        MessageRows.insertBody(db, id, access.clock().millis(), message);
        for (MessageOwner owner : message.owners()) {
            MessageRows.insertOwner(db, id, owner, size);
        }
        return new Outcome.Done<>(id);
    }

    private static long textSize(Optional<String> text) {
        return text.map(String::length).orElse(0);
    }

    private OfflinePage page(SqlSession db, BareJid account, MessageId from, int limit) throws SQLException {
        List<StoredMessage> messages = new ArrayList<>();
        List<MessageId> seen = db.sql(MessageRows.OF_OWNER + "AND o.id > ? AND o.keep IN (1, 3) ORDER BY o.id LIMIT ?")
                .address(account)
                .id(from)
                .number(limit)
                .list(row -> {
                    MessageRows.read(row, access.damage()).ifPresent(messages::add);
                    return MessageIds.fromBytes(row.getBytes(1));
                });
        MessageId upTo = seen.isEmpty() ? from : seen.getLast();
        boolean more = seen.size() == limit
                && db.sql("SELECT 1 FROM message_owner WHERE owner = ? AND id > ? AND keep IN (1, 3) LIMIT 1")
                        .address(account)
                        .id(upTo)
                        .matches();
        return new OfflinePage(List.copyOf(messages), upTo, more);
    }
}
