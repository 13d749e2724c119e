package im.redoubt.things.command;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.key.PublicKeys;
import java.util.Optional;

/**
 * Somebody whom a device was paired with: one program of an account, by its keys.
 *
 * @param address the account
 * @param keys by which his commands are known
 * @param role what he may do
 * @param hours when; always if there are none
 * @param name what he calls himself
 */
public record Peer(BareJid address, PublicKeys keys, Role role, Optional<Hours> hours, Unverified name) {
    /** The most characters of a name. */
    public static final int MOST_NAME_CHARS = 64;
}
