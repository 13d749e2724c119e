package im.redoubt.server.capabilities;

import im.redoubt.server.session.Session;
import java.util.Set;

/**
 * Which nodes of others' and of their own accounts sessions want to hear of: those that their capabilities name with
 * {@code +notify} (XEP-0060 section 9.2, XEP-0163 section 4.3). Guarantee: what is known of a session was said by its own
 * client, or by another one under a hash that was verified; so nobody can take an interest from somebody else's client, or give
 * it one.
 */
public interface Interests {
    /**
     * Returns what a session wants to hear of. Any thread may ask, and nothing here blocks.
     *
     * @param session a session of this server
     * @return names of nodes, without {@code +notify}; none while its capabilities are not known, and while it is not available
     */
    Set<String> of(Session session);

    /**
     * Returns whether the client of a session supports a feature (XEP-0030 section 3). Any thread may ask.
     *
     * @param session a session of this server
     * @param feature the name of the feature
     * @return whether it says so; false while its capabilities are not known, and while it is not available
     */
    boolean supports(Session session, String feature);

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
         * A session became available, changed its presence, or came back on another connection, and what it wants to hear of is
         * known; or it became known since. May be called more than once for the same, also when a session wants nothing any
         * more, and not for one that never wanted anything. Called on the account's queue; must not block, and the session may be gone again.
         *
         * @param session the session, for which {@link Interests#of} answers what it wants
         */
        void known(Session session);
    }
}
