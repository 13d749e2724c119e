package im.redoubt.server.capabilities;

import im.redoubt.server.session.Session;
import java.util.Set;

/**
 * Which nodes of others' and of their own accounts sessions want to hear of: those that their verified capabilities name with
 * {@code +notify} (XEP-0060 section 9.2, XEP-0163 section 4.3).
 */
public interface Interests {
    /**
     * Returns what a session wants to hear of. Any thread may ask, and nothing here blocks.
     *
     * @param session a session of this server
     * @return names of nodes, without {@code +notify}; none while its capabilities are not known, or not verified, and while it
     *     is not available
     */
    Set<String> of(Session session);

    /**
     * Tells somebody of every session that {@link #of} answers anew for.
     *
     * @param follower who is told, for as long as the server lives
     */
    void follow(Follower follower);

    /** Somebody who is told. */
    @FunctionalInterface
    interface Follower {
        /**
         * A session became available, or changed its presence, and what it wants to hear of is known; or it became known since.
         * May be called more than once for the same; must not block.
         *
         * @param session the session, for which {@link Interests#of} answers what it wants
         */
        void known(Session session);
    }
}
