package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The one log of all messages that are kept, append-only and in the order of ids. Archives are views of it, and so is what
 * waits for accounts that are off line. A body stays as long as one of them refers to it.
 */
public interface MessageLog {
    /**
     * Appends a message. Ids are given in the order in which messages are handed in. An owner that is no account is passed over,
     * and nobody is told.
     *
     * @param message the message
     * @param committed is told the outcome when it is on disk, in the order of ids over all messages, on the completing thread
     * @return its id, or {@link Refusal#OFFLINE_FULL} if an owner for whom it should wait has no room, and lets its peer see that he
     *     is there: that owner does not have it, while the others do. From anybody else it is hidden. {@link Refusal#REPEATED} if its
     *     sender has sent it within a day
     */
    CompletableFuture<Outcome<MessageId>> append(NewMessage message, Consumer<Outcome<MessageId>> committed);

    /** Appends a message whose place in the order nobody waits for. */
    default CompletableFuture<Outcome<MessageId>> append(NewMessage message) {
        return append(message, outcome -> {});
    }

    /**
     * Lets a message of an account's archive wait for the account after all. Nothing happens if it waits already, or is not in
     * that archive any more.
     *
     * @param account the account
     * @param id the message
     * @return its id, or {@link Refusal#OFFLINE_FULL}
     */
    CompletableFuture<Outcome<MessageId>> hold(BareJid account, MessageId id);

    /**
     * A session has a message that was on its way to it: it is not kept for that any more. Nobody waits for this; if the process is
     * killed before it is on disk, the message comes once more. Any thread may call.
     *
     * @param id the message
     */
    void arrived(MessageId id);

    /**
     * Lets a message wait that was on its way and that no session got. Nothing happens if it is not on its way any more.
     *
     * @param account whom it is for
     * @param peer who sent it
     * @param id the message
     * @return its id, or {@link Refusal#OFFLINE_FULL} as {@link #append} has it: the account does not have it then. For what the
     *     server itself sends, which is little, there is always room, so that nobody keeps it from the operator by other messages
     */
    CompletableFuture<Outcome<MessageId>> turnBack(BareJid account, BareJid peer, MessageId id);

    /**
     * Reads what waits for an account. It sees what was committed before the call, and whatever the caller appended
     * meanwhile may be there or not.
     *
     * @param account the account
     * @param after only messages after this id; {@link MessageId#START} for all
     * @param limit how many rows to look at, at most
     * @param bytes how many bytes of content at most, beside the first message
     * @return a page
     */
    CompletableFuture<OfflinePage> pendingOffline(BareJid account, MessageId after, int limit, int bytes);

    /** Returns how much waits for an account. */
    CompletableFuture<Backlog> offlineBacklog(BareJid account);

    /**
     * What waited for an account was delivered: it waits no more, and goes unless something else keeps it.
     *
     * @param account the account
     * @param ids what was delivered; nothing else, though it may be older
     * @return completes when it is on disk
     */
    CompletableFuture<Void> delivered(BareJid account, List<MessageId> ids);

    /**
     * What waits for an account and is in its archive as well waits no more; what is not in the archive waits on.
     *
     * @param account the account
     * @return completes when it is on disk
     */
    CompletableFuture<Void> leaveToArchive(BareJid account);

    /**
     * Forgets that an account sent something, which went nowhere: it may be sent once more.
     *
     * @param account the account
     * @param digest what {@link NewMessage#sent} said of it
     * @return completes when it is on disk
     */
    CompletableFuture<Void> forgetSent(BareJid account, Blob digest);

    /**
     * Forgets what an account sent more than a day ago: it is no repetition any more.
     *
     * @param account the account
     * @return completes when it is on disk
     */
    CompletableFuture<Void> forgetSent(BareJid account);

    /**
     * Deletes bodies that no owner refers to. The other operations leave none; this is for after a repair by hand.
     *
     * @param limit how many at most
     * @return how many went
     */
    CompletableFuture<Integer> purge(int limit);
}
