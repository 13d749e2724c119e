package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;

/**
 * A node of somebody.
 *
 * @param owner whose it is
 * @param node the node
 */
public record OwnedNode(BareJid owner, PersonalNode node) {}
