package im.redoubt.server.feature;

import im.redoubt.server.session.Session;

/** Takes part in moments of a session. Runs on the account's queue, where it may block. */
public interface SessionHook {
    /**
     * Says whether there is something for a session that is about to come on line.
     *
     * @param session the session
     * @return whether {@link #available} is to be called, before which it takes no messages
     */
    boolean waits(Session session);

    /**
     * A session became available with a priority that is not negative, and was not so before. It takes no messages for
     * the account until {@link Session#catchingUp} says so; its next stanza waits for this.
     *
     * @param session the session
     */
    void available(Session session);
}
