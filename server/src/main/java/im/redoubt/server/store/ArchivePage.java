package im.redoubt.server.store;

import java.util.List;

/**
 * A page of an archive.
 *
 * @param messages the messages in the order of the log; damaged ones are left out and were reported
 * @param complete whether nothing of what was asked for lies beyond it, in the direction of the query
 */
public record ArchivePage(List<StoredMessage> messages, boolean complete) {}
