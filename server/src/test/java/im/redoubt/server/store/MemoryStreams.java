package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Counts of streams in memory, written at once or when they are told to be, and a note of what was done with them. */
public final class MemoryStreams implements CountedStreams {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private record Row(BareJid account, long handled, boolean over) {}

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<Long> written = new ArrayList<>();
    private Optional<CompletableFuture<Void>> disk = Optional.empty();

    /** What is written from now on is on disk when this is complete. */
    public CompletableFuture<Void> slowDown() {
        CompletableFuture<Void> now = new CompletableFuture<>();
        disk = Optional.of(now);
        return now;
    }

    /** Returns all counts that were written with nothing else. */
    public List<Long> written() {
        return List.copyOf(written);
    }

    /** A message takes its count along. */
    public void commit(StreamCount count) {
        boolean over = rows.containsKey(count.stream().id())
                && rows.get(count.stream().id()).over();
        rows.put(count.stream().id(), new Row(count.stream().account(), count.handled(), over));
        count.committed();
    }

    @Override
    public CompletableFuture<Void> write(StreamCount count) {
        written.add(count.handled());
        return disk.orElse(DONE).thenRun(() -> commit(count));
    }

    @Override
    public CompletableFuture<Optional<Long>> ended(BareJid account, String id) {
        return CompletableFuture.completedFuture(Optional.ofNullable(rows.get(id))
                .filter(row -> row.over() && row.account().equals(account))
                .map(Row::handled));
    }

    @Override
    public CompletableFuture<Void> end(CountedStream stream) {
        rows.computeIfPresent(stream.id(), (id, row) -> new Row(row.account(), row.handled(), true));
        return DONE;
    }

    @Override
    public CompletableFuture<Void> forget(CountedStream stream) {
        rows.remove(stream.id());
        return DONE;
    }

    @Override
    public CompletableFuture<Void> endAll() {
        rows.replaceAll((id, row) -> new Row(row.account(), row.handled(), true));
        return DONE;
    }

    @Override
    public CompletableFuture<Void> purge(Instant before) {
        return DONE;
    }
}
