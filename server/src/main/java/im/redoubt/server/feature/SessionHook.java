package im.redoubt.server.feature;

import im.redoubt.server.session.Session;

/** Takes part in moments of a session. Runs on the account's queue, where it may block. */
public interface SessionHook {
    /**
     * Says whether there is something for a session that is about to come on line.
     *
     * @param session the session
     * @return whether {@link #available} is to be called; messages sent before that wait
     */
    default boolean waits(Session session) {
        return false;
    }

    /**
     * A session became available with a priority that is not negative, and was not so before. Messages sent to it wait until
     * {@link Session#caughtUp} is called; its next stanza waits for this.
     *
     * @param session the session
     */
    default void available(Session session) {}

    /**
     * A session is over, and others have been told.
     *
     * @param session the session, which is not among those of its account any more
     */
    default void ended(Session session) {}
}
