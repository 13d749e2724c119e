package im.redoubt.server.store;

import im.redoubt.protocol.address.Jid;

/**
 * Somebody asked for the events of a node (XEP-0060 section 6.1).
 *
 * @param node the node's name
 * @param subscriber an account, or one resource of it
 */
public record NodeSubscription(String node, Jid subscriber) {}
