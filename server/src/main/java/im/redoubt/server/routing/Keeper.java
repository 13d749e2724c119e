package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.store.StreamCount;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps messages, for accounts that cannot take them now and for the archives of both sides. */
public interface Keeper {
    /** What became of a message. */
    sealed interface Kept {
        /**
         * It is on disk as far as it is kept at all, or nobody may know that it is not.
         *
         * @param received the message as the recipient's sessions get it
         * @param sent the message as the sender's other sessions get it
         */
        record Done(Message received, Message sent) implements Kept {}

        /** There is no room for it, and its sender may know that. */
        record Full() implements Kept {}

        /** The store failed: it is not kept. */
        record Failed() implements Kept {}
    }

    /**
     * A message that was handed to the store.
     *
     * @param kept what became of it, after the commit; never fails
     */
    record Handed(CompletionStage<Kept> kept) {}

    /**
     * Hands a message to the store, as far as it is to be kept and the accounts exist.
     *
     * @param account whom it is for
     * @param message the message, with its addresses
     * @param waits whether nobody is there for it, so that it waits
     * @param counted how many stanzas of the stream that it came by will have been handled with it, if they are counted
     * @return complete when it was handed over, behind those before; what is handed over later is behind it. Never fails
     */
    CompletionStage<Handed> hand(BareJid account, Message message, boolean waits, Optional<StreamCount> counted);

    /** Returns whether so much waits for the disk that whoever sends is to wait for what it has sent before. */
    boolean isBusy();

    /**
     * Something waits for an account: who came on line meanwhile gets it.
     *
     * @param account the account
     * @return complete when it is on its way or stays where it is
     */
    CompletionStage<Void> deliver(BareJid account);

    /**
     * Lets a message wait that no session got, though there was one when it came.
     *
     * @param account whom it is for
     * @param message the message as a session was to get it
     * @return complete when it is on its way after all, or waits; never fails
     */
    CompletionStage<Void> hold(BareJid account, Message message);
}
