package im.redoubt.client.archive;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The messages of a query one by one; the next page is asked for when it is needed. */
final class ArchiveIterator implements Iterator<ArchivedMessage> {
    private final Archive archive;
    private final ArchiveQuery query;
    private final ArrayDeque<ArchivedMessage> here = new ArrayDeque<>();
    private Optional<ArchivePage> page = Optional.empty();

    ArchiveIterator(Archive archive, ArchiveQuery query) {
        this.archive = archive;
        this.query = query;
    }

    @Override
    public boolean hasNext() {
        while (here.isEmpty() && page.map(ArchivePage::hasNext).orElse(true)) {
            ArchivePage next = page.map(ArchivePage::next)
                    .orElseGet(() -> archive.query(query))
                    .await();
            page = Optional.of(next);
            for (ArchivedMessage message : next.messages()) {
                if (query.isBackwards()) {
                    here.addFirst(message);
                } else {
                    here.addLast(message);
                }
            }
        }
        return !here.isEmpty();
    }

    @Override
    public ArchivedMessage next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return here.remove();
    }
}
