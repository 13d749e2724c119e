package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import java.util.concurrent.CompletionStage;

/** Keeps messages for accounts that cannot take them now. */
public interface Keeper {
    /** What became of a message. */
    enum Kept {
        /** It is on disk, or nobody may know that it is not. */
        ACCEPTED,
        /** There is no room for it, and its sender may know that. */
        FULL,
        /** The store failed: it is not kept. */
        FAILED
    }

    /**
     * Keeps a message if it is one that is kept and the account exists.
     *
     * @param account whom it is for
     * @param message the message
     * @return what became of it, after the commit; never fails
     */
    CompletionStage<Kept> keep(BareJid account, Message message);
}
