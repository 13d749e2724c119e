package im.redoubt.server.store;

import java.time.Instant;

/**
 * A message as it was kept.
 *
 * @param id its id in the log
 * @param receivedAt when the server took it, to the millisecond, as the clock stood then
 * @param header its header
 * @param content its canonical content
 * @param archived whether it is in the archive of the account that it was read for
 */
public record StoredMessage(MessageId id, Instant receivedAt, MessageHeader header, Blob content, boolean archived) {}
