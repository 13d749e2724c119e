package im.redoubt.client.marker;

import im.redoubt.protocol.address.Jid;

/**
 * Somebody has read what the own account sent him, up to a message.
 *
 * @param reader who
 * @param id the identifier of that message, which this account gave
 */
public record Displayed(Jid reader, String id) {}
