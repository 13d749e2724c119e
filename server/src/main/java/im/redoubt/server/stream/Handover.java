package im.redoubt.server.stream;

import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.Element;
import java.util.Optional;

/** How a session gets from one connection to another (XEP-0198 section 5). Everything runs on the event loop of the connection. */
public interface Handover {
    /** What a connection was still to write: made by one and taken by another. */
    interface Rest {}

    /** Keeps what is sent here for {@link #adopt} or {@link #decline}. */
    void expect();

    /** Nothing comes from another connection after all. */
    void decline();

    /**
     * Returns whether the peer was sent as many stanzas since {@link Wire#count}, or else why it may not say so.
     *
     * @param handled how many it says that it has handled
     */
    Optional<StreamError> judge(long handled);

    /**
     * Another connection takes this one's place: the peer is told, and nothing more is read here.
     *
     * @return whether the session waits for that; false if it has just come to its end
     */
    boolean part();

    /** Returns what was not handled, for the connection that takes this one's place. Nothing is sent here any more. */
    Rest release();

    /**
     * Goes on with a session.
     *
     * @param session what gets everything that comes from now on
     * @param rest what was not handled on the connection before
     * @param resumed is written first, and then what was not handled
     */
    void adopt(StreamDriver session, Rest rest, Element resumed);
}
