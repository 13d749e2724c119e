package im.redoubt.server.feature;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;
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
     * A session said that it is there, for the first time or again, or came back on another connection. Others have been told.
     *
     * @param session the session
     * @param presence what it said last
     */
    default void present(Session session, Presence presence) {}

    /**
     * A session is not available any more: it said so, or its stream is over.
     *
     * @param session the session
     */
    default void absent(Session session) {}

    /**
     * An account sees the presence of another one from now on. On the queue of whose presence it is.
     *
     * @param owner whose presence it is
     * @param contact who sees it
     */
    default void seen(BareJid owner, BareJid contact) {}

    /**
     * A session is over, and others have been told.
     *
     * @param session the session, which is not among those of its account any more
     */
    default void ended(Session session) {}
}
