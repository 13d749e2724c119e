package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;

/**
 * For whom a message is kept.
 *
 * @param owner the account
 * @param incoming whether the account received it; otherwise it sent it
 * @param peer whom it was exchanged with
 * @param offline whether it waits for the account to come on line
 */
public record MessageOwner(BareJid owner, boolean incoming, BareJid peer, boolean offline) {}
