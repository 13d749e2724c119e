package im.redoubt.client.state;

import im.redoubt.protocol.address.Jid;

/**
 * Somebody's state is another one.
 *
 * @param sender whose, and which of his devices said so
 * @param state what it is now
 */
public record ChatStateChange(Jid sender, ChatState state) {}
