package im.redoubt.server.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The sessions that wait for their clients over a restart. Each is taken out once: what a start has taken is not there for another
 * one, whatever becomes of it.
 */
public interface Hibernation {
    /**
     * What waited for the account of a session and was handed to it.
     *
     * @param underway what is on its way to it from now on (see {@link MessageLog#arrived})
     * @param delivered what its client has
     */
    record HandedOver(List<MessageId> underway, List<MessageId> delivered) {
        /** Copies the lists. */
        public HandedOver {
            underway = List.copyOf(underway);
            delivered = List.copyOf(delivered);
        }

        int size() {
            return underway.size() + delivered.size();
        }
    }

    /**
     * Lays a session down, all or nothing. Messages that waited for its account and were handed to it wait no more.
     *
     * @param session the session
     * @param handedOver these messages
     * @return complete when it is on disk; fails if the account is gone
     */
    CompletableFuture<Void> store(HibernatedSession session, HandedOver handedOver);

    /**
     * Takes all sessions out. What is on its way and no session among them has, since the process was killed, waits for its account
     * from now on. The time of one whose account has another password since is over.
     *
     * @return the sessions, when they are not there any more
     */
    CompletableFuture<List<HibernatedSession>> takeAll();
}
