package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The one log of all messages that are kept, append-only and in the order of ids. What waits for an account that is off
 * line is what lies after the account's cursor and was marked as offline. A body stays as long as an owner refers to it.
 */
public interface MessageLog {
    /**
     * Appends a message. Ids are given in the order in which messages are handed in.
     *
     * @param message the message
     * @return its id, or {@link Refusal#OFFLINE_FULL} if an owner for whom it should wait has no room; fails with {@link
     *     StoreProblem#NO_ACCOUNT} if an owner is no account
     */
    CompletableFuture<Outcome<MessageId>> append(NewMessage message);

    /**
     * Appends messages, all or none of them.
     *
     * @param messages the messages
     * @return their ids in order, or a refusal as for one
     */
    CompletableFuture<Outcome<List<MessageId>>> appendAll(List<NewMessage> messages);

    /**
     * Reads what waits for an account. It sees what was committed before the call, and whatever the caller appended
     * meanwhile may be there or not.
     *
     * @param account the account
     * @param after only messages after this id ({@link MessageId#START} for all), beside those after the cursor
     * @param limit how many rows to look at, at most
     * @return a page
     */
    CompletableFuture<OfflinePage> pendingOffline(BareJid account, MessageId after, int limit);

    /** Returns how much waits for an account. */
    CompletableFuture<Backlog> offlineBacklog(BareJid account);

    /**
     * Moves the cursor of an account forward: what lies up to there was delivered, and goes unless something else keeps it.
     * A cursor never moves back.
     *
     * @param account the account
     * @param upTo the last id delivered
     * @return completes when it is on disk
     */
    CompletableFuture<Void> advanceOffline(BareJid account, MessageId upTo);

    /**
     * Deletes bodies that no owner refers to. The other operations leave none; this is for after a repair by hand.
     *
     * @param limit how many at most
     * @return how many went
     */
    CompletableFuture<Integer> purge(int limit);
}
