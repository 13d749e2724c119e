package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * {@link Archive} in SQL: rows of archive_entry by their key, or by the index of those with one peer. What a page holds is decided by
 * these rows, and only then its bodies are read. Has readers of its own, so that routing does not wait for it.
 */
final class SqlArchive implements Archive {
    /** So many rows are looked at for a full address, whose messages have no index. */
    static final int LOOKS = 1_000;

    /** So many rows are counted. */
    static final int COUNTED = 50_000;

    private static final String ENTRY = "SELECT o.id, o.size, 1 FROM archive_entry o WHERE o.owner = ? ";
    private static final String ENTRY_AND_ADDRESSES = """
            SELECT o.id, o.size, CASE WHEN ? IN (m.sender, m.recipient) THEN 1 ELSE 0 END
            FROM archive_entry o LEFT JOIN message m ON m.id = o.id
            WHERE o.owner = ?
            """;
    private static final String PEER = "AND o.peer = ? ";
    private static final String ADDRESS = "AND ? IN (m.sender, m.recipient) ";
    private static final String BETWEEN = "AND o.id > ? AND o.id < ? ";
    private static final String WITHIN = "AND o.id >= ? AND o.id <= ? ";
    private static final String FORWARDS = "ORDER BY o.id LIMIT ?";
    private static final String BACKWARDS = "ORDER BY o.id DESC LIMIT ?";

    private static final String NO_NAME = "";

    private final Access access;

    SqlArchive(Access access) {
        this.access = access;
    }

    @Override
    public CompletableFuture<Optional<ArchivePage>> page(ArchiveQuery query) {
        return access.archive(db -> {
            Optional<List<ArchiveEntry>> found = query.only().isPresent()
                    ? certain(db, query, query.only().get())
                    : Optional.of(entries(db, query, looks(query)));
            return found.isEmpty() ? Optional.empty() : Optional.of(page(db, query, found.get()));
        });
    }

    /** One more than the page has room for shows whether there is more. */
    private static int looks(ArchiveQuery query) {
        return isForOneAddress(query) ? LOOKS : query.page().messages() + 1;
    }

    private static boolean isForOneAddress(ArchiveQuery query) {
        return query.with().filter(with -> !with.isBare()).isPresent();
    }

    private ArchivePage page(SqlSession db, ArchiveQuery query, List<ArchiveEntry> entries) throws SQLException {
        boolean all = query.only().isPresent() || entries.size() < looks(query);
        ArchiveEntry.Selection selection = ArchiveEntry.select(entries, query.page(), all);
        List<StoredMessage> messages = new ArrayList<>();
        if (!selection.chosen().isEmpty()) {
            if (query.only().isPresent()) {
                for (MessageId id : selection.chosen()) {
                    body(db, query.owner(), id).ifPresent(messages::add);
                }
            } else {
                bodies(db, query, selection.chosen()).forEach(row -> row.ifPresent(messages::add));
            }
        }
        return new ArchivePage(messages, selection.ends(), selection.complete());
    }

    private static List<ArchiveEntry> entries(SqlSession db, ArchiveQuery query, int most) throws SQLException {
        Query statement;
        boolean backwards = query.page().backwards();
        if (query.with().isEmpty()) {
            statement = (backwards ? db.sql(ENTRY + BETWEEN + BACKWARDS) : db.sql(ENTRY + BETWEEN + FORWARDS))
                    .address(query.owner());
        } else if (isForOneAddress(query)) {
            statement = (backwards
                            ? db.sql(ENTRY_AND_ADDRESSES + PEER + BETWEEN + BACKWARDS)
                            : db.sql(ENTRY_AND_ADDRESSES + PEER + BETWEEN + FORWARDS))
                    .address(query.with().get())
                    .address(query.owner())
                    .address(query.with().get().bare());
        } else {
            statement = (backwards
                            ? db.sql(ENTRY + PEER + BETWEEN + BACKWARDS)
                            : db.sql(ENTRY + PEER + BETWEEN + FORWARDS))
                    .address(query.owner())
                    .address(query.with().get());
        }
        return statement.id(query.after()).id(query.before()).number(most).list(SqlArchive::entry);
    }

    private static ArchiveEntry entry(ResultSet row) throws SQLException {
        return new ArchiveEntry(MessageIds.fromBytes(row.getBytes(1)), row.getLong(2), row.getInt(3) == 1);
    }

    /** Of certain messages those that are asked for, too; each of them must be in the archive, whatever else is asked (section 4.1.3). */
    private static Optional<List<ArchiveEntry>> certain(SqlSession db, ArchiveQuery query, List<MessageId> ids)
            throws SQLException {
        List<ArchiveEntry> found = new ArrayList<>();
        for (MessageId id : ids) {
            Optional<ArchiveEntry> entry = db.sql("""
                    SELECT o.id, o.size, CASE WHEN o.peer = ? AND (? = 1 OR ? IN (m.sender, m.recipient)) THEN 1 ELSE 0 END
                    FROM archive_entry o LEFT JOIN message m ON m.id = o.id WHERE o.owner = ? AND o.id = ?
                    """)
                    .address(query.with().map(Jid::bare).orElse(query.owner()))
                    .flag(!isForOneAddress(query))
                    .address(query.with().orElse(query.owner()))
                    .address(query.owner())
                    .id(id)
                    .first(SqlArchive::entry);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            if (query.includes(id) && (query.with().isEmpty() || entry.get().matches())) {
                found.add(new ArchiveEntry(id, entry.get().size(), true));
            }
        }
        Comparator<ArchiveEntry> order = Comparator.comparing(ArchiveEntry::id);
        found.sort(query.page().backwards() ? order.reversed() : order);
        return Optional.of(found);
    }

    private Optional<StoredMessage> body(SqlSession db, BareJid owner, MessageId id) throws SQLException {
        return db.sql(MessageRows.ARCHIVED + "AND o.id = ?")
                .address(owner)
                .id(id)
                .first(row -> MessageRows.read(row, access.damage()))
                .flatMap(found -> found);
    }

    private List<Optional<StoredMessage>> bodies(SqlSession db, ArchiveQuery query, List<MessageId> chosen)
            throws SQLException {
        Query statement;
        if (query.with().isEmpty()) {
            statement = db.sql(MessageRows.ARCHIVED + WITHIN + "ORDER BY o.id").address(query.owner());
        } else if (isForOneAddress(query)) {
            statement = db.sql(MessageRows.ARCHIVED + PEER + ADDRESS + WITHIN + "ORDER BY o.id")
                    .address(query.owner())
                    .address(query.with().get().bare())
                    .address(query.with().get());
        } else {
            statement = db.sql(MessageRows.ARCHIVED + PEER + WITHIN + "ORDER BY o.id")
                    .address(query.owner())
                    .address(query.with().get());
        }
        return statement.id(chosen.getFirst()).id(chosen.getLast()).list(row -> MessageRows.read(row, access.damage()));
    }

    @Override
    public CompletableFuture<Optional<Long>> count(ArchiveQuery query) {
        return access.archive(db -> {
            if (query.only().isPresent()) {
                return certain(db, query, query.only().get()).map(found -> (long) found.size());
            }
            if (isForOneAddress(query)) {
                return Optional.of(entries(db, query, LOOKS).stream()
                        .filter(ArchiveEntry::matches)
                        .count());
            }
            Query statement = query.with().isPresent()
                    ? db.sql("SELECT COUNT(*) FROM (SELECT 1 FROM archive_entry o WHERE o.owner = ? " + PEER + BETWEEN
                                    + "LIMIT ?) counted")
                            .address(query.owner())
                            .address(query.with().get())
                    : db.sql("SELECT COUNT(*) FROM (SELECT 1 FROM archive_entry o WHERE o.owner = ? " + BETWEEN
                                    + "LIMIT ?) counted")
                            .address(query.owner());
            return Optional.of(statement
                    .id(query.after())
                    .id(query.before())
                    .number(COUNTED)
                    .count());
        });
    }

    @Override
    public CompletableFuture<Boolean> contains(BareJid owner, MessageId id) {
        return access.archive(db -> db.sql("SELECT 1 FROM archive_entry WHERE owner = ? AND id = ?")
                .address(owner)
                .id(id)
                .matches());
    }

    @Override
    public CompletableFuture<Optional<Ends>> ends(BareJid owner) {
        return access.archive(db -> {
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
    public CompletableFuture<Boolean> shorten(BareJid owner, MessageId before) {
        return access.write(
                Access.SMALL * ArchiveSize.SLICE,
                db -> ArchiveSize.shorten(db, owner, before, access.quotas().archiveBytes()));
    }

    @Override
    public Set<BareJid> grown() {
        return access.growth().take();
    }

    @Override
    public CompletableFuture<Optional<Blob>> preferences(BareJid owner) {
        return access.read(
                db -> AccountBlobs.intact(db, owner, AccountBlobs.ARCHIVE_PREFERENCES, NO_NAME, access.damage()));
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
