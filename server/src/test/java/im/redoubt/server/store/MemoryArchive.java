package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                .orElseGet(() -> CompletableFuture.supplyAsync(() -> Optional.ofNullable(preferences.get(owner)), answers));
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
    public CompletableFuture<ArchivePage> page(ArchiveQuery query) {
        List<StoredMessage> within = messages.stream()
                .filter(one -> one.id().compareTo(query.after()) > 0)
                .filter(one -> one.id().compareTo(query.before()) < 0)
                .toList();
        int size = Math.min(query.limit(), within.size());
        List<StoredMessage> page =
                query.backwards() ? within.subList(within.size() - size, within.size()) : within.subList(0, size);
        return CompletableFuture.completedFuture(new ArchivePage(page, size == within.size()));
    }

    @Override
    public CompletableFuture<Long> count(ArchiveQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<List<StoredMessage>>> messages(BareJid owner, Collection<MessageId> ids) {
        return CompletableFuture.completedFuture(Optional.of(
                messages.stream().filter(one -> ids.contains(one.id())).toList()));
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
    public CompletableFuture<Void> forget(BareJid owner, MessageId before) {
        throw new UnsupportedOperationException();
    }
}
