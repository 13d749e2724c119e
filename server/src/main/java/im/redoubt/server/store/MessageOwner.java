package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;

/**
 * For whom a message is kept, and why; there is at least one reason.
 *
 * @param owner the account
 * @param peer whom it was exchanged with
 * @param waits whether it waits for the account to come on line
 * @param archived whether it stays after that
 */
public record MessageOwner(BareJid owner, BareJid peer, boolean waits, boolean archived) {
    /** Refuses an owner for whom there is no reason. */
    public MessageOwner {
        if (!waits && !archived) {
            throw new IllegalArgumentException("a message is kept for a reason");
        }
    }
}
