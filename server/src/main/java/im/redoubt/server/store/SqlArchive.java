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

    private static final String ENTRY = "SELECT o.id, o.nonce, o.size, 1 ";
    private static final String ENTRY_AND_ADDRESSES =
            "SELECT o.id, o.nonce, o.size, CASE WHEN ? IN (m.sender, m.recipient) THEN 1 ELSE 0 END ";
    private static final String COUNT = "SELECT COUNT(*) FROM (SELECT 1 ";

    /** An account, and between which numbers: from the first to before the last. */
    private static final String OF_ALL = "FROM archive_entry o LEFT JOIN message m ON m.id = o.id WHERE o.owner = "
            + MessageRows.OWNER + " AND o.id >= ? AND o.id < ? ";

    /**
     * An account, a peer, between which spans, and twice each between which numbers: within a span from the later of the two first
     * ones to the earlier of the two last. The join is one that SQLite does not turn round.
     */
    private static final String OF_PEER = """
            FROM account a CROSS JOIN archive_span s CROSS JOIN archive_entry o LEFT JOIN message m ON m.id = o.id
            WHERE a.address = ? AND s.owner = a.number AND s.peer = ? AND s.span >= ? AND s.span <= ?
                AND o.owner = s.owner AND o.peer = s.peer
                AND o.id >= CASE WHEN s.span << 36 > ? THEN s.span << 36 ELSE ? END
                AND o.id < CASE WHEN (s.span + 1) << 36 < ? THEN (s.span + 1) << 36 ELSE ? END
            """;

    private static final String ADDRESS = "AND ? IN (m.sender, m.recipient) ";
    private static final String FORWARDS = "ORDER BY o.id LIMIT ?";
    private static final String BACKWARDS = "ORDER BY o.id DESC LIMIT ?";
    private static final String PEER_FORWARDS = "ORDER BY s.span, o.id LIMIT ?";
    private static final String PEER_BACKWARDS = "ORDER BY s.span DESC, o.id DESC LIMIT ?";

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
        messages.removeIf(message -> !isWith(message.header(), query));
        return new ArchivePage(messages, selection.ends(), selection.complete());
    }

    /** Two peers could have the same digest; what was exchanged with the other is not shown. */
    private static boolean isWith(MessageHeader header, ArchiveQuery query) {
        return query.with()
                .map(Jid::bare)
                .filter(with -> !header.from().bare().equals(with)
                        && !header.to().bare().equals(with))
                .isEmpty();
    }

    /** The numbers of messages from the first to before the last. */
    private record Range(long first, long end) {
        private static Range of(ArchiveQuery query) {
            return new Range(query.after().nextNumber(), query.before().number());
        }

        private static Range over(List<MessageId> ids) {
            return new Range(ids.getFirst().number(), ids.getLast().number() + 1);
        }

        private Query bind(Query statement) throws SQLException {
            return statement.number(first).number(end);
        }

        private Query bind(Query statement, BareJid peer) throws SQLException {
            return statement
                    .number(ArchiveSpans.peer(peer))
                    .number(first >> ArchiveSpans.BITS)
                    .number(end >> ArchiveSpans.BITS)
                    .number(first)
                    .number(first)
                    .number(end)
                    .number(end);
        }
    }

    private static List<ArchiveEntry> entries(SqlSession db, ArchiveQuery query, int most) throws SQLException {
        Query statement;
        boolean backwards = query.page().backwards();
        if (query.with().isEmpty()) {
            statement = (backwards ? db.sql(ENTRY + OF_ALL + BACKWARDS) : db.sql(ENTRY + OF_ALL + FORWARDS));
        } else if (isForOneAddress(query)) {
            statement = (backwards
                            ? db.sql(ENTRY_AND_ADDRESSES + OF_PEER + PEER_BACKWARDS)
                            : db.sql(ENTRY_AND_ADDRESSES + OF_PEER + PEER_FORWARDS))
                    .address(query.with().get());
        } else {
            statement =
                    (backwards ? db.sql(ENTRY + OF_PEER + PEER_BACKWARDS) : db.sql(ENTRY + OF_PEER + PEER_FORWARDS));
        }
        return bind(statement, query, Range.of(query)).number(most).list(SqlArchive::entry);
    }

    private static Query bind(Query statement, ArchiveQuery query, Range range) throws SQLException {
        Query owned = statement.address(query.owner());
        return query.with().isEmpty()
                ? range.bind(owned)
                : range.bind(owned, query.with().get().bare());
    }

    private static ArchiveEntry entry(ResultSet row) throws SQLException {
        return new ArchiveEntry(MessageIds.read(row), row.getLong(3), row.getInt(4) == 1);
    }

    /** Of certain messages those that are asked for, too; each of them must be in the archive, whatever else is asked (section 4.1.3). */
    private static Optional<List<ArchiveEntry>> certain(SqlSession db, ArchiveQuery query, List<MessageId> ids)
            throws SQLException {
        List<ArchiveEntry> found = new ArrayList<>();
        for (MessageId id : ids) {
            Optional<ArchiveEntry> entry = db.sql("""
                    SELECT o.id, o.nonce, o.size,
                        CASE WHEN o.peer = ? AND (? = 1 OR ? IN (m.sender, m.recipient)) THEN 1 ELSE 0 END
                    FROM account a JOIN archive_entry o ON o.owner = a.number LEFT JOIN message m ON m.id = o.id
                    WHERE a.address = ? AND o.id = ? AND o.nonce = ?
                    """)
                    .number(ArchiveSpans.peer(query.with().map(Jid::bare).orElse(query.owner())))
                    .flag(!isForOneAddress(query))
                    .address(query.with().orElse(query.owner()))
                    .address(query.owner())
                    .reference(id)
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
        return Range.over(List.of(id))
                .bind(db.sql(MessageRows.ARCHIVED + OF_ALL).address(owner))
                .first(row -> MessageRows.read(row, access.damage()))
                .flatMap(found -> found);
    }

    private List<Optional<StoredMessage>> bodies(SqlSession db, ArchiveQuery query, List<MessageId> chosen)
            throws SQLException {
        Range range = Range.over(chosen);
        Query statement;
        if (query.with().isEmpty()) {
            statement = bind(db.sql(MessageRows.ARCHIVED + OF_ALL + "ORDER BY o.id"), query, range);
        } else if (isForOneAddress(query)) {
            statement = bind(db.sql(MessageRows.ARCHIVED + OF_PEER + ADDRESS + "ORDER BY s.span, o.id"), query, range)
                    .address(query.with().get());
        } else {
            statement = bind(db.sql(MessageRows.ARCHIVED + OF_PEER + "ORDER BY s.span, o.id"), query, range);
        }
        return statement.list(row -> MessageRows.read(row, access.damage()));
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
                    ? db.sql(COUNT + OF_PEER + "LIMIT ?) counted")
                    : db.sql(COUNT + OF_ALL + "LIMIT ?) counted");
            return Optional.of(
                    bind(statement, query, Range.of(query)).number(COUNTED).count());
        });
    }

    @Override
    public CompletableFuture<Boolean> contains(BareJid owner, MessageId id) {
        return access.archive(db -> db.sql(
                        "SELECT 1 FROM archive_entry WHERE owner = " + MessageRows.OWNER + " AND id = ? AND nonce = ?")
                .address(owner)
                .reference(id)
                .matches());
    }

    @Override
    public CompletableFuture<Optional<Ends>> ends(BareJid owner) {
        return access.archive(db -> {
            Optional<MessageId> first = db.sql("SELECT id, nonce FROM archive_entry WHERE owner = " + MessageRows.OWNER
                            + " ORDER BY id LIMIT 1")
                    .address(owner)
                    .first(MessageIds::read);
            Optional<MessageId> last = db.sql("SELECT id, nonce FROM archive_entry WHERE owner = " + MessageRows.OWNER
                            + " ORDER BY id DESC LIMIT 1")
                    .address(owner)
                    .first(MessageIds::read);
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
