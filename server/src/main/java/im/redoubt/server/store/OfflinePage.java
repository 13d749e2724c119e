package im.redoubt.server.store;

import java.util.List;

/**
 * Some of the messages that wait for an account.
 *
 * @param messages the messages in the order of the log; damaged ones are left out and were reported
 * @param upTo the last id that was looked at, where the next page and {@link MessageLog#delivered} go on; it is what
 *     was asked for if nothing was there
 * @param more whether there is more after it
 */
public record OfflinePage(List<StoredMessage> messages, MessageId upTo, boolean more) {}
