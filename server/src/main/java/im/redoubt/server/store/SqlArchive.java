package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** {@link Archive} in SQL: rows of archive_entry by their key, or by the index of those with one peer. */
final class SqlArchive implements Archive {
    private static final String WITH = "AND o.peer = ? AND (? = 1 OR ? IN (m.sender, m.recipient)) ";
    private static final String BETWEEN = "AND o.id > ? AND o.id < ? ";
    private static final String COUNT =
            "SELECT COUNT(*) FROM archive_entry o LEFT JOIN message m ON m.id = o.id WHERE o.owner = ? ";

    private static final String NO_NAME = "";

    private final Access access;

    SqlArchive(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<ArchivePage> page(ArchiveQuery query) {
        return access.read(db -> {
            List<Optional<StoredMessage>> rows = rows(db, query);
            boolean complete = rows.size() <= query.limit();
            List<StoredMessage> messages = new ArrayList<>();
            rows.subList(0, Math.min(rows.size(), query.limit())).forEach(row -> row.ifPresent(messages::add));
            if (query.backwards()) {
                Collections.reverse(messages);
            }
            return new ArchivePage(List.copyOf(messages), complete);
        });
    }

    /** One more than the page has room for. */
    private List<Optional<StoredMessage>> rows(SqlSession db, ArchiveQuery query) throws SQLException {
        Query statement;
        if (query.with().isPresent()) {
            statement = query.backwards()
                    ? db.sql(MessageRows.ARCHIVED + WITH + BETWEEN + "ORDER BY o.id DESC LIMIT ?")
                    : db.sql(MessageRows.ARCHIVED + WITH + BETWEEN + "ORDER BY o.id LIMIT ?");
        } else {
            statement = query.backwards()
                    ? db.sql(MessageRows.ARCHIVED + BETWEEN + "ORDER BY o.id DESC LIMIT ?")
                    : db.sql(MessageRows.ARCHIVED + BETWEEN + "ORDER BY o.id LIMIT ?");
        }
        return bound(statement, query).number(query.limit() + 1L).list(row -> MessageRows.read(row, access.damage()));
    }

    private static Query bound(Query statement, ArchiveQuery query) throws SQLException {
        Query owned = statement.address(query.owner());
        if (query.with().isPresent()) {
            Jid with = query.with().get();
            owned = owned.address(with.bare()).flag(with.isBare()).address(with);
        }
        return owned.id(query.after()).id(query.before());
    }

    @Override
    public CompletableFuture<Long> count(ArchiveQuery query) {
        return access.read(
                db -> bound(query.with().isPresent() ? db.sql(COUNT + WITH + BETWEEN) : db.sql(COUNT + BETWEEN), query)
                        .count());
    }

    @Override
    public CompletableFuture<Optional<List<StoredMessage>>> messages(BareJid owner, Collection<MessageId> ids) {
        SortedSet<MessageId> ordered = new TreeSet<>(ids);
        return access.snapshot(db -> {
            List<StoredMessage> found = new ArrayList<>();
            for (MessageId id : ordered) {
                Optional<Optional<StoredMessage>> row = db.sql(MessageRows.ARCHIVED + "AND o.id = ?")
                        .address(owner)
                        .id(id)
                        .first(one -> MessageRows.read(one, access.damage()));
                if (row.isEmpty()) {
                    return Optional.empty();
                }
                row.get().ifPresent(found::add);
            }
            return Optional.of(List.copyOf(found));
        });
    }

    @Override
    public CompletableFuture<Boolean> contains(BareJid owner, MessageId id) {
        return access.read(db -> db.sql("SELECT 1 FROM archive_entry WHERE owner = ? AND id = ?")
                .address(owner)
                .id(id)
                .matches());
    }

    @Override
    public CompletableFuture<Optional<Ends>> ends(BareJid owner) {
        return access.snapshot(db -> {
            Optional<MessageId> first = db.sql("SELECT id FROM archive_entry WHERE owner = ? ORDER BY id LIMIT 1")
                    .address(owner)
                    .first(row -> MessageIds.fromBytes(row.getBytes(1)));
            Optional<MessageId> last = db.sql("SELECT id FROM archive_entry WHERE owner = ? ORDER BY id DESC LIMIT 1")
                    .address(owner)
                    .first(row -> MessageIds.fromBytes(row.getBytes(1)));
            return first.isPresent() && last.isPresent()
                    ? Optional.of(new Ends(first.get(), last.get()))
                    : Optional.empty();
        });
    }

    @Override
    public CompletableFuture<Void> forget(BareJid owner, MessageId before) {
        return access.write(Access.SMALL, db -> {
                    MessageRows.releaseArchived(db, owner, before);
                    return true;
                })
                .thenApply(done -> null);
    }

    @Override
    public CompletableFuture<Optional<Blob>> preferences(BareJid owner) {
        return access.read(
                db -> AccountBlobs.get(db, owner, AccountBlobs.ARCHIVE_PREFERENCES, NO_NAME, access.damage()));
    }

    @Override
    public CompletableFuture<Void> prefer(BareJid owner, Blob preferences) {
        return access.write(Access.SMALL + preferences.size(), db -> {
                    AccountBlobs.put(db, owner, AccountBlobs.ARCHIVE_PREFERENCES, NO_NAME, preferences);
                    return true;
                })
                .thenApply(done -> null);
    }
}
