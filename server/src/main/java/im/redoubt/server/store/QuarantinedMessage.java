package im.redoubt.server.store;

import java.time.Instant;

/**
 * A message that is kept aside.
 *
 * @param id its id
 * @param keptAt when it came
 * @param rule the name of the rule that it fits
 * @param header its header
 * @param content its canonical content
 */
public record QuarantinedMessage(MessageId id, Instant keptAt, String rule, MessageHeader header, Blob content) {}
