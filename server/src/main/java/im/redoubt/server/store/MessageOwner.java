package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;

/**
 * For whom a message is kept, and why; there is at least one reason.
 *
 * @param owner the account
 * @param incoming whether the account received it; otherwise it sent it
 * @param peer whom it was exchanged with
 * @param offline whether it waits for the account to come on line
 * @param archived whether it stays after that
 */
public record MessageOwner(BareJid owner, boolean incoming, BareJid peer, boolean offline, boolean archived) {
    /** Refuses an owner for whom there is no reason. */
    public MessageOwner {
        if (!offline && !archived) {
            throw new IllegalArgumentException("a message is kept for a reason");
        }
    }

    /** Returns the recipient of a message that waits for it. */
    public static MessageOwner waiting(BareJid owner, BareJid peer) {
        return new MessageOwner(owner, true, peer, true, false);
    }
}
