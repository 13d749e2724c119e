package im.redoubt.server.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The sessions that wait for their clients over a restart. Each is taken out once: what a start has taken is not there for another
 * one, whatever becomes of it.
 */
public interface Hibernation {
    /**
     * Lays a session down, all or nothing. Messages that waited for its account and were handed to it are the session's from now on.
     *
     * @param session the session
     * @param handedOver the messages that wait no more
     * @return complete when it is on disk; fails if the account is gone
     */
    CompletableFuture<Void> store(HibernatedSession session, List<MessageId> handedOver);

    /**
     * Takes all sessions out. The time of one whose account has another password since is over.
     *
     * @return the sessions, when they are not there any more
     */
    CompletableFuture<List<HibernatedSession>> takeAll();
}
