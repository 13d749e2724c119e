package im.redoubt.server.store;

import java.util.List;

/**
 * Some of the messages that wait for an account.
 *
 * @param messages the messages in the order of the log; damaged ones are left out and were reported
 * @param ids what was looked at, damaged or not, in the order of the log: what {@link MessageLog#delivered} is told
 * @param more whether there is more behind it
 */
public record OfflinePage(List<StoredMessage> messages, List<MessageId> ids, boolean more) {}
