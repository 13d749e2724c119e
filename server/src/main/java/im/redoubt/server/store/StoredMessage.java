package im.redoubt.server.store;

import java.time.Instant;

/**
 * A message as it was kept.
 *
 * @param id its id in the log
 * @param receivedAt when the server took it, to the millisecond, as the clock stood then
 * @param header its header
 * @param content its canonical content
 */
public record StoredMessage(MessageId id, Instant receivedAt, MessageHeader header, Blob content) {}
