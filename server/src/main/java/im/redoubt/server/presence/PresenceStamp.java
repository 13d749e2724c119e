package im.redoubt.server.presence;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;

/** Adds to presence what the server knows better than the client that sends it. */
@FunctionalInterface
public interface PresenceStamp {
    /**
     * Returns a presence with that. Runs on the account's queue, where it may block.
     *
     * @param account whose presence it is
     * @param presence the presence as it was sent, for all or for somebody
     */
    Presence stamped(BareJid account, Presence presence);
}
