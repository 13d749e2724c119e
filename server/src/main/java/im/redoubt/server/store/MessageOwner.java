package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;

/**
 * For whom a message is kept, and why; there is at least one reason.
 *
 * @param owner the account
 * @param peer whom it was exchanged with
 * @param delivery how far it is on its way to a session of the account
 * @param archived whether it stays after that
 */
public record MessageOwner(BareJid owner, BareJid peer, Delivery delivery, boolean archived) {
    /** How far a message is on its way. */
    public enum Delivery {
        /** Nobody waits for it, or who did has it in his archive. */
        NONE,
        /** It is about to be sent to a session, and is kept until that has it. */
        UNDERWAY,
        /** It waits for the account to come on line. */
        WAITS
    }

    /** Refuses an owner for whom there is no reason. */
    public MessageOwner {
        if (delivery == Delivery.NONE && !archived) {
            throw new IllegalArgumentException("a message is kept for a reason");
        }
    }

    /** Returns whether it waits for the account to come on line. */
    public boolean waits() {
        return delivery == Delivery.WAITS;
    }
}
