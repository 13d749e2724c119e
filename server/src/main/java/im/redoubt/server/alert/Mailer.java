package im.redoubt.server.alert;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Brings messages of the server itself to accounts. */
public interface Mailer {
    /** What became of a message. */
    enum Delivery {
        /** It went to sessions of the account, after its commit where it is kept. */
        DELIVERED,
        /** It waits for the account. */
        WAITS,
        /** It is in the archive of the account, but does not wait: as many messages wait as may. */
        ARCHIVED,
        /** The account keeps as many as it may. */
        FULL,
        /** The store did not keep it; sessions that are on line got it all the same. */
        NOT_KEPT,
        /** There is no such account. */
        NO_ACCOUNT
    }

    /** Returns the administrators of this moment, as far as they are known. Does not block. */
    List<BareJid> administrators();

    /**
     * Sends a message.
     *
     * @param account whom to
     * @param message what; its addresses are the mailer's business
     * @return what became of it
     */
    CompletionStage<Delivery> send(BareJid account, Message message);
}
