package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.session.Session;
import java.util.List;

/** Sends copies of messages to sessions that had no part in them. Runs on event loops: it must not block. */
public interface Copier {
    /** Returns whether another session of the sender's account gets copies of what it sends. Any thread may ask. */
    boolean isWanted(Session sender);

    /**
     * A message came for an account.
     *
     * @param account whose it is
     * @param message the message
     * @param got the sessions that got it
     */
    void received(BareJid account, Message message, List<Session> got);

    /**
     * A session sent a message, which was neither refused nor dropped.
     *
     * @param sender the session
     * @param message the message
     * @param got the sessions that got it, none if it was kept
     */
    void sent(Session sender, Message message, List<Session> got);
}
