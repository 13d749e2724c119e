package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.session.Debt;
import im.redoubt.server.store.StreamCount;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Keeps messages, for accounts that cannot take them now and for the archives of both sides. */
public interface Keeper {
    /** Where a message was handed to. */
    enum Handed {
        /** To the store, which says what became of it. */
        TO_THE_STORE,
        /** To nobody: nothing of it is to be kept. */
        TO_NOBODY
    }

    /** What became of a message. */
    sealed interface Kept {
        /**
         * It is on disk, or nobody may know that it is not.
         *
         * @param received makes the message as the recipient's sessions get it
         * @param sent makes the message as the sender's other sessions get it
         * @param debt what is kept until one of the recipient's sessions has it
         */
        record Done(Supplier<Message> received, Supplier<Message> sent, Optional<Debt> debt) implements Kept {}

        /** Its sender has sent it before, and it is where it was then. */
        record Repeated() implements Kept {}

        /** There is no room for it, and its sender may know that. */
        record Full() implements Kept {}

        /** The store failed: it is not kept. */
        record Failed() implements Kept {}
    }

    /** What became of a message that came back. */
    enum Held {
        /** It waits; or it is not worth it, or nobody may know that there is no room. */
        KEPT,
        /** It cannot wait, but it is in the archive. */
        ARCHIVED,
        /** There is no room for it, it is nowhere, and its sender may know that. */
        FULL,
        /** The store failed, and it is nowhere. */
        FAILED
    }

    /**
     * Hands a message to the store, as far as it is to be kept and the accounts exist.
     *
     * @param account whom it is for
     * @param message the message, with its addresses
     * @param waits whether nobody is there for it, so that it waits
     * @param counted how many stanzas of the stream that it came by will have been handled with it, if they are counted
     * @param kept is told what became of it, once, if it went to the store: in the order of the ids in archives, after the commit,
     *     and on the thread of the store that all writes wait for, so it must be brief
     * @return complete when it was handed over, behind those before; what is handed over later is behind it. Never fails
     */
    CompletionStage<Handed> hand(
            BareJid account, Message message, boolean waits, Optional<StreamCount> counted, Consumer<Kept> kept);

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
     * @param debt what is kept for it until a session has it
     * @return complete when it is on its way after all, or waits, or cannot; never fails
     */
    CompletionStage<Held> hold(BareJid account, Message message, Optional<Debt> debt);
}
