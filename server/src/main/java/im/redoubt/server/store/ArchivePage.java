package im.redoubt.server.store;

import java.util.List;
import java.util.Optional;

/**
 * A page of an archive.
 *
 * @param messages the messages in the order of the log; damaged ones are left out and were reported
 * @param ends the first and the last that was looked at, though it be damaged or not what was asked for: where to go on
 * @param complete whether nothing of what was asked for lies beyond it, in the direction of the query
 */
public record ArchivePage(List<StoredMessage> messages, Optional<Archive.Ends> ends, boolean complete) {
    /** Copies the messages. */
    public ArchivePage {
        messages = List.copyOf(messages);
    }
}
