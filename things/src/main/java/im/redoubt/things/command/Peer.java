package im.redoubt.things.command;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.key.VerifyingKey;

/**
 * Somebody whom a device was paired with.
 *
 * @param address his account
 * @param key by which his commands are known
 * @param role what he may do
 */
public record Peer(BareJid address, VerifyingKey key, Role role) {}
