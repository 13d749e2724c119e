package im.redoubt.client.archive;

import im.redoubt.client.Pending;
import java.util.List;
import java.util.Optional;

/** A part of what was asked for, in the order of time. */
public final class ArchivePage {
    private final Archive archive;
    private final ArchiveQuery query;
    private final List<ArchivedMessage> messages;
    private final Optional<Integer> count;
    private final Optional<Cursor> next;

    ArchivePage(
            Archive archive,
            ArchiveQuery query,
            List<ArchivedMessage> messages,
            Optional<Integer> count,
            Optional<Cursor> next) {
        this.archive = archive;
        this.query = query;
        this.messages = List.copyOf(messages);
        this.count = count;
        this.next = next;
    }

    /** Returns the messages, the earliest first whatever the direction. */
    public List<ArchivedMessage> messages() {
        return messages;
    }

    /** Returns how many messages there are in all pages, about, if the archive says so. */
    public Optional<Integer> count() {
        return count;
    }

    /** Returns whether there is another page in the query's direction. */
    public boolean hasNext() {
        return next.isPresent();
    }

    /**
     * Asks for the next page in the query's direction.
     *
     * @return the page
     * @throws java.util.NoSuchElementException if there is none
     */
    public Pending<ArchivePage> next() {
        return archive.page(query, next.orElseThrow(java.util.NoSuchElementException::new));
    }

    /** Returns how many messages it has. */
    @Override
    public String toString() {
        return "page of " + messages.size() + " messages";
    }
}
