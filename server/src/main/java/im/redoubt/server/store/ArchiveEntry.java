package im.redoubt.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message in an archive, without its body.
 *
 * @param id its id
 * @param size its size in bytes
 * @param matches whether it is what was asked for
 */
record ArchiveEntry(MessageId id, long size, boolean matches) {
    /**
     * What a page holds.
     *
     * @param chosen its messages, in the order of the log
     * @param ends from where to where was looked for them
     * @param complete whether nothing lies beyond it
     */
    record Selection(List<MessageId> chosen, Optional<Archive.Ends> ends, boolean complete) {}

    /**
     * Takes as many as a page holds.
     *
     * @param entries what was found, in the direction of the page
     * @param page how much it holds
     * @param all whether there is nothing behind them
     */
    static Selection select(List<ArchiveEntry> entries, ArchiveQuery.Page page, boolean all) {
        List<MessageId> chosen = new ArrayList<>();
        Optional<MessageId> next = Optional.empty();
        long bytes = 0;
        for (ArchiveEntry entry : entries) {
            if (!entry.matches()) {
                continue;
            }
            bytes += entry.size();
            if (chosen.size() == page.messages() || (!chosen.isEmpty() && bytes > page.bytes())) {
                next = Optional.of(entry.id());
                break;
            }
            chosen.add(entry.id());
        }
        boolean complete = next.isEmpty() && all;
        Optional<Archive.Ends> ends = Optional.empty();
        if (!chosen.isEmpty() || !complete) {
            MessageId near = chosen.isEmpty() ? entries.getFirst().id() : chosen.getFirst();
            MessageId far = next.isEmpty() && !all ? entries.getLast().id() : chosen.getLast();
            ends = Optional.of(page.backwards() ? new Archive.Ends(far, near) : new Archive.Ends(near, far));
        }
        return new Selection(page.backwards() ? chosen.reversed() : chosen, ends, complete);
    }
}
