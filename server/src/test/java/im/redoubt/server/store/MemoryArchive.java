package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What accounts want archived, in memory, and no archive. */
public final class MemoryArchive implements Archive {
    private final Map<BareJid, Blob> preferences = new HashMap<>();
    private Optional<StoreProblem> trouble = Optional.empty();

    /** Everything fails from now on. */
    public void fail(StoreProblem problem) {
        trouble = Optional.of(problem);
    }

    @Override
    public CompletableFuture<Optional<Blob>> preferences(BareJid owner) {
        return trouble.<CompletableFuture<Optional<Blob>>>map(
                        problem -> CompletableFuture.failedFuture(new StoreException(problem, "as the test wants it")))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.ofNullable(preferences.get(owner))));
    }

    @Override
    public CompletableFuture<Void> prefer(BareJid owner, Blob wanted) {
        preferences.put(owner, wanted);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<ArchivePage> page(ArchiveQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Long> count(ArchiveQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<List<StoredMessage>>> messages(BareJid owner, Collection<MessageId> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Boolean> contains(BareJid owner, MessageId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<Ends>> ends(BareJid owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> forget(BareJid owner, MessageId before) {
        throw new UnsupportedOperationException();
    }
}
