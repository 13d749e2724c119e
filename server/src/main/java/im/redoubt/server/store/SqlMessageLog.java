package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

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
    public CompletableFuture<Outcome<MessageId>> append(
            NewMessage message, Consumer<Outcome<MessageId>> committed) {
        return access.write(
                ROW_BYTES + message.content().size(), db -> append(db, message), message.counted(), committed);
    }

    /** The body comes last, since it counts who refers to it. */
    private Outcome<MessageId> append(SqlSession db, NewMessage message) throws SQLException {
        MessageHeader header = message.header();
        long size = message.content().size() + textSize(header.stanzaId()) + textSize(header.language());
        MessageId id = ids.next();
        boolean full = false;
        int refs = 0;
        for (MessageOwner owner : message.owners()) {
            boolean roomy = !owner.waits() || OfflineBacklog.reserve(db, owner.owner(), size, access.quotas());
            if (!roomy) {
                full |= shows(db, owner);
                continue;
            }
            refs += owner.waits() ? MessageRows.await(db, id, owner.owner(), size) : 0;
            refs += owner.archived() ? MessageRows.archive(db, id, owner) : 0;
        }
        if (refs > 0) {
            MessageRows.insertBody(db, id, access.clock().millis(), message, refs);
        }
        return full ? new Outcome.Refused<>(Refusal.OFFLINE_FULL) : new Outcome.Done<>(id);
    }

    /**
     * Only somebody who may see the account's presence is told that its mailbox is full, and so that it exists (SRV-12). Where there
     * is no account the same is asked, so that it takes the same time.
     */
    private static boolean shows(SqlSession db, MessageOwner owner) throws SQLException {
        if (owner.peer().isDomain()) {
            return true; // the server itself may know, and tells the operator
        }
        return db.sql("SELECT 1 FROM roster_item WHERE account = ? AND contact = ? AND subscription IN (?, ?)")
                .address(owner.owner())
                .address(owner.peer())
                .number(Subscription.FROM.code())
                .number(Subscription.BOTH.code())
                .matches();
    }

    private static long textSize(Optional<String> text) {
        return text.map(String::length).orElse(0);
    }

    @Override
    public CompletableFuture<Outcome<MessageId>> hold(BareJid account, MessageId id) {
        return access.change(Access.SMALL, db -> {
            Optional<Long> size = db.sql("""
                    SELECT length(m.content) + COALESCE(length(m.stanza_id), 0) + COALESCE(length(m.language), 0)
                    FROM archive_entry o JOIN message m ON m.id = o.id
                    WHERE o.owner = ? AND o.id = ?
                        AND NOT EXISTS (SELECT 1 FROM message_waiting w WHERE w.account = o.owner AND w.id = o.id)
                    """).address(account).id(id).first(row -> row.getLong(1));
            if (size.isEmpty()) {
                return new Outcome.Done<>(id);
            }
            if (!OfflineBacklog.reserve(db, account, size.get(), access.quotas())) {
                return new Outcome.Refused<>(Refusal.OFFLINE_FULL);
            }
            int refs = MessageRows.await(db, id, account, size.get());
            db.sql("UPDATE message SET refs = refs + ? WHERE id = ?")
                    .number(refs)
                    .id(id)
                    .update();
            return new Outcome.Done<>(id);
        });
    }

    @Override
    public CompletableFuture<OfflinePage> pendingOffline(BareJid account, MessageId after, int limit) {
        return access.snapshot(db -> page(db, account, after, limit));
    }

    @Override
    public CompletableFuture<Backlog> offlineBacklog(BareJid account) {
        return access.read(db -> db.sql("SELECT pending_count, pending_bytes FROM offline_backlog WHERE account = ?")
                .address(account)
                .first(row -> new Backlog(row.getInt(1), row.getLong(2)))
                .orElse(Backlog.NONE));
    }

    @Override
    public CompletableFuture<Void> delivered(BareJid account, List<MessageId> ids) {
        List<MessageId> gone = List.copyOf(ids);
        return access.write(Access.SMALL * (1 + gone.size()), db -> {
                    for (MessageId id : gone) {
                        MessageRows.releaseWaiting(db, account, id);
                    }
                    OfflineBacklog.recount(db, account);
                    return true;
                })
                .thenApply(done -> null);
    }

    @Override
    public CompletableFuture<Integer> purge(int limit) {
        return access.write(Access.SMALL, db -> db.sql("""
                DELETE FROM message WHERE refs <= 0 AND id IN (
                    SELECT id FROM message WHERE refs <= 0 ORDER BY id LIMIT ?)
                """).number(limit).update());
    }

    private OfflinePage page(SqlSession db, BareJid account, MessageId from, int limit) throws SQLException {
        List<StoredMessage> messages = new ArrayList<>();
        List<MessageId> seen = db.sql(MessageRows.WAITING + "AND w.id > ? ORDER BY w.id LIMIT ?")
                .address(account)
                .id(from)
                .number(limit)
                .list(row -> {
                    MessageRows.read(row, access.damage()).ifPresent(messages::add);
                    return MessageIds.fromBytes(row.getBytes(1));
                });
        boolean more = seen.size() == limit
                && db.sql("SELECT 1 FROM message_waiting WHERE account = ? AND id > ? LIMIT 1")
                        .address(account)
                        .id(seen.getLast())
                        .matches();
        return new OfflinePage(List.copyOf(messages), List.copyOf(seen), more);
    }
}
