package im.redoubt.server.feature;

import im.redoubt.server.session.Session;

/** Takes part in moments of a session. Runs on the account's queue, where it may block. */
public interface SessionHook {
    /**
     * A session became available with a priority that is not negative, and was not so before. The session's next stanza
     * waits for it.
     *
     * @param session the session
     */
    void available(Session session);
}
