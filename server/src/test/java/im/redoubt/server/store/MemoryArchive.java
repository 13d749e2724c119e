package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What accounts want archived, and one archive for all of them, in memory. */
public final class MemoryArchive implements Archive {
    private final Map<BareJid, Blob> preferences = new HashMap<>();
    private final List<StoredMessage> messages = new ArrayList<>();
    private Optional<StoreProblem> trouble = Optional.empty();
    private Executor answers = Runnable::run;

    /** What accounts want is answered there from now on, and not at once. */
    public void answersOn(Executor threads) {
        answers = threads;
    }

    /** Everything fails from now on. */
    public void fail(StoreProblem problem) {
        trouble = Optional.of(problem);
    }

    @Override
    public CompletableFuture<Optional<Blob>> preferences(BareJid owner) {
        return trouble.<CompletableFuture<Optional<Blob>>>map(
                        problem -> CompletableFuture.failedFuture(new StoreException(problem, "as the test wants it")))
                .orElseGet(() ->
                        CompletableFuture.supplyAsync(() -> Optional.ofNullable(preferences.get(owner)), answers));
    }

    @Override
    public CompletableFuture<Void> prefer(BareJid owner, Blob wanted) {
        preferences.put(owner, wanted);
        return CompletableFuture.completedFuture(null);
    }

    /** Adds a message to the end. */
    public void add(StoredMessage message) {
        messages.add(message);
    }

    @Override
    public CompletableFuture<Optional<ArchivePage>> page(ArchiveQuery query) {
        List<ArchiveEntry> entries = messages.stream()
                .filter(one -> query.includes(one.id()))
                .filter(one -> query.only().isEmpty() || query.only().get().contains(one.id()))
                .map(one -> new ArchiveEntry(one.id(), one.content().size(), true))
                .toList();
        ArchiveEntry.Selection selection =
                ArchiveEntry.select(query.page().backwards() ? entries.reversed() : entries, query.page(), true);
        return CompletableFuture.completedFuture(Optional.of(new ArchivePage(
                messages.stream()
                        .filter(one -> selection.chosen().contains(one.id()))
                        .toList(),
                selection.ends(),
                selection.complete())));
    }

    @Override
    public CompletableFuture<Optional<Long>> count(ArchiveQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Boolean> contains(BareJid owner, MessageId id) {
        return CompletableFuture.completedFuture(
                messages.stream().anyMatch(one -> one.id().equals(id)));
    }

    @Override
    public CompletableFuture<Optional<Ends>> ends(BareJid owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Boolean> shorten(BareJid owner, MessageId before) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<BareJid> grown() {
        throw new UnsupportedOperationException();
    }
}
