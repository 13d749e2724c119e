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
    private final SentMessages sent = new SentMessages();
    private final Arrivals arrivals;
    private final ArchiveSpans spans = new ArchiveSpans();

    SqlMessageLog(Access access, MessageIds ids) {
        this.access = access;
        this.ids = ids;
        this.arrivals = new Arrivals(access);
    }

    /** Returns the highest id ever given. */
    static MessageId lastId(WriterConnection connection) throws SQLException {
        SqlSession db = connection.begin();
        try {
            MessageId kept = db.sql("SELECT last_message_id FROM store_state")
                    .first(row -> MessageIds.fromBytes(row.getBytes(1)))
                    .orElse(MessageId.START);
            MessageId logged = db.sql("SELECT id FROM message ORDER BY id DESC LIMIT 1")
                    .first(row -> new MessageId(row.getLong(1), 0))
                    .orElse(MessageId.START);
            return kept.compareTo(logged) > 0 ? kept : logged;
        } finally {
            connection.rollback();
        }
    }

    @Override
    public CompletableFuture<Outcome<MessageId>> append(NewMessage message, Consumer<Outcome<MessageId>> committed) {
        List<ArchiveSpans.Span> entered = new ArrayList<>();
        return access.write(
                ROW_BYTES + message.content().size(),
                db -> {
                    entered.clear(); // of a first attempt that was rolled back
                    return append(db, message, entered);
                },
                message.counted(),
                outcome -> {
                    spans.committed(entered);
                    committed.accept(outcome);
                });
    }

    /** The body comes last, since it counts who refers to it. */
    private Outcome<MessageId> append(SqlSession db, NewMessage message, List<ArchiveSpans.Span> entered)
            throws SQLException {
        MessageHeader header = message.header();
        long now = access.clock().millis();
        if (message.sent().isPresent()
                && !sent.isNew(db, header.from().bare(), message.sent().get(), now)) {
            return new Outcome.Refused<>(Refusal.REPEATED);
        }
        long size = message.content().size() + textSize(header.stanzaId()) + textSize(header.language());
        MessageId id = ids.next();
        boolean full = false;
        int refs = 0;
        for (MessageOwner owner : message.owners()) {
            boolean roomy = !owner.waits() || OfflineBacklog.reserve(db, owner.owner(), size, access.quotas());
            if (!roomy) {
                full |= shows(db, owner.owner(), owner.peer());
                continue;
            }
            refs += switch (owner.delivery()) {
                case NONE -> 0;
                case UNDERWAY -> UnderwayRows.depart(db, id, owner.owner(), size);
                case WAITS -> MessageRows.await(db, id, owner.owner(), size);
            };
            refs += owner.archived() ? archive(db, id, owner, size, entered) : 0;
        }
        if (refs > 0) {
            MessageRows.insertBody(db, id, now, message, refs);
        }
        if (full && message.sent().isPresent()) {
            SentMessages.forget(db, header.from().bare(), message.sent().get());
        }
        return full ? new Outcome.Refused<>(Refusal.OFFLINE_FULL) : new Outcome.Done<>(id);
    }

    /** Returns how many rows refer to the body now: none if there is no such account. */
    private int archive(SqlSession db, MessageId id, MessageOwner owner, long size, List<ArchiveSpans.Span> entered)
            throws SQLException {
        access.growth().add(owner.owner(), size + ArchiveSize.ROW_BYTES);
        long peer = ArchiveSpans.peer(owner.peer());
        Optional<Long> number = MessageRows.archive(db, id, owner.owner(), peer, size);
        if (number.isPresent()) {
            long span = id.number() >> ArchiveSpans.BITS;
            spans.enter(db, new ArchiveSpans.Span(number.get(), peer, span), entered);
        }
        return number.isPresent() ? 1 : 0;
    }

    /**
     * Only somebody who may see the account's presence is told that its mailbox is full, and so that it exists (SRV-12). Where there
     * is no account the same is asked, so that it takes the same time.
     */
    private static boolean shows(SqlSession db, BareJid owner, BareJid peer) throws SQLException {
        if (peer.isDomain()) {
            return true; // the server itself may know, and tells the operator
        }
        return db.sql("SELECT 1 FROM roster_item WHERE account = ? AND contact = ? AND subscription IN (?, ?)")
                .address(owner)
                .address(peer)
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
                    SELECT o.size FROM account a JOIN archive_entry o ON o.owner = a.number
                    WHERE a.address = ? AND o.id = ? AND o.nonce = ?
                        AND NOT EXISTS (SELECT 1 FROM message_waiting w WHERE w.account = a.address AND w.id = o.id)
                    """).address(account).reference(id).first(row -> row.getLong(1));
            if (size.isEmpty()) {
                return new Outcome.Done<>(id);
            }
            if (!OfflineBacklog.reserve(db, account, size.get(), access.quotas())) {
                return new Outcome.Refused<>(Refusal.OFFLINE_FULL);
            }
            int refs = MessageRows.await(db, id, account, size.get());
            db.sql("UPDATE message SET refs = refs + ? WHERE id = ?")
                    .number(refs)
                    .message(id)
                    .update();
            return new Outcome.Done<>(id);
        });
    }

    @Override
    public void arrived(MessageId id) {
        arrivals.add(id);
    }

    @Override
    public CompletableFuture<Outcome<MessageId>> turnBack(BareJid account, BareJid peer, MessageId id) {
        return access.change(Access.SMALL, db -> {
            Optional<Long> size = UnderwayRows.takeBack(db, account, id);
            if (size.isEmpty()) {
                return new Outcome.Done<>(id);
            }
            if (OfflineBacklog.reserve(db, account, size.get(), access.quotas())) {
                MessageRows.await(db, id, account, size.get());
                return new Outcome.Done<>(id);
            }
            if (peer.isDomain()) {
                MessageRows.await(db, id, account, size.get());
                OfflineBacklog.recount(db, account);
                return new Outcome.Done<>(id);
            }
            MessageRows.release(db, id);
            return shows(db, account, peer) ? new Outcome.Refused<>(Refusal.OFFLINE_FULL) : new Outcome.Done<>(id);
        });
    }

    @Override
    public CompletableFuture<OfflinePage> pendingOffline(BareJid account, MessageId after, int limit, int bytes) {
        return access.snapshot(db -> page(db, account, after, new ArchiveQuery.Page(false, limit, bytes)));
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
    public CompletableFuture<Void> leaveToArchive(BareJid account) {
        return access.write(Access.SMALL, db -> {
                    MessageRows.releaseArchivedWaiting(db, account);
                    OfflineBacklog.recount(db, account);
                    return true;
                })
                .thenApply(done -> null);
    }

    @Override
    public CompletableFuture<Void> forgetSent(BareJid account, Blob digest) {
        return access.write(Access.SMALL, db -> {
                    SentMessages.forget(db, account, digest);
                    return true;
                })
                .thenApply(done -> null);
    }

    @Override
    public CompletableFuture<Void> forgetSent(BareJid account) {
        return access.write(Access.SMALL, db -> {
                    sent.forget(db, account, access.clock().millis());
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

    private OfflinePage page(SqlSession db, BareJid account, MessageId from, ArchiveQuery.Page size)
            throws SQLException {
        List<ArchiveEntry> waiting = db.sql("""
                        SELECT id, nonce, size FROM message_waiting
                        WHERE account = ? AND id >= ? ORDER BY id LIMIT ?
                        """)
                .address(account)
                .number(from.nextNumber())
                .number(size.messages() + 1L)
                .list(row -> new ArchiveEntry(MessageIds.read(row), row.getLong(3), true));
        ArchiveEntry.Selection part = ArchiveEntry.select(waiting, size, true);
        List<StoredMessage> messages = new ArrayList<>();
        if (!part.chosen().isEmpty()) {
            db.sql(MessageRows.WAITING + "AND w.id >= ? AND w.id <= ? ORDER BY w.id")
                    .address(account)
                    .number(from.nextNumber())
                    .message(part.chosen().getLast())
                    .list(row -> MessageRows.read(row, access.damage()))
                    .forEach(row -> row.ifPresent(messages::add));
        }
        return new OfflinePage(List.copyOf(messages), List.copyOf(part.chosen()), !part.complete());
    }
}
