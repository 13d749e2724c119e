package im.redoubt.server.stream;

import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.session.Parcel;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a session gets from one connection to another (XEP-0198 section 5). Everything runs on the event loop of the connection. */
public interface Handover {
    /** What a connection was still to write: made by one and taken by another. */
    interface Rest {}

    /**
     * What a connection that is gone would still write, as it goes over a restart.
     *
     * @param acknowledged how many stanzas its peer has handled; does not begin anew at 2<sup>32</sup>
     * @param sent what was written behind those
     * @param waiting what was not written
     * @param patience how long the session still waits for its client
     */
    record Remains(long acknowledged, List<Parcel> sent, List<Parcel> waiting, Duration patience) {
        /** Copies the lists. */
        public Remains {
            sent = List.copyOf(sent);
            waiting = List.copyOf(waiting);
        }
    }

    /** Returns what would still be written, if the peer is gone and nothing is on its way here. */
    Optional<Remains> remains();

    /** The session is laid down where the next start of the server finds it: nothing here is anybody's any more. */
    void forsake();

    /**
     * A session of an earlier run waits here for its client. Only on a connection that is gone.
     *
     * @param session what goes on when the client comes back
     * @param remains what would still be written
     */
    void await(StreamDriver session, Remains remains);

    /** Keeps what sessions send here until {@link #adopt} or {@link #decline}. */
    void expect();

    /** Nothing comes from another connection after all, or what was to be written first is: what was kept follows. */
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
