package im.redoubt.server.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The sessions that wait for their clients over a restart. Each is taken out once: what a start has taken is not there for another
 * one, whatever becomes of it.
 */
public interface Hibernation {
    /**
     * Lays a session down, all or nothing. Messages that waited for its account and were handed to it wait
     * no more; they are on their way to it (see {@link MessageLog#arrived}).
     *
     * @param session the session
     * @param handedOver these messages
     * @return complete when it is on disk; fails if the account is gone
     */
    CompletableFuture<Void> store(HibernatedSession session, List<MessageId> handedOver);

    /**
     * Takes all sessions out. What is on its way and no session among them has, since the process was killed, waits for its account
     * from now on. The time of one whose account has another password since is over.
     *
     * @return the sessions, when they are not there any more
     */
    CompletableFuture<List<HibernatedSession>> takeAll();
}
