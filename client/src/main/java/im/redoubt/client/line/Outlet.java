package im.redoubt.client.line;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.Element;
import java.util.Optional;

/** The way out of a connection that carries a session. One thread at a time; {@link #drop} from any. */
public interface Outlet {
    /** Writes a stanza, to be flushed. */
    void send(Stanza stanza);

    /** Writes an element that is no stanza, to be flushed. */
    void send(Element element);

    /** Sends what was written. If that cannot be, the connection is dropped. */
    void flush();

    /**
     * Ends our stream, after an error if there is one; the server's end of it is still read.
     *
     * @param error what the server is told
     */
    void close(Optional<StreamError> error);

    /** Ends the connection at once. */
    void drop();

    /** Returns since when a write is under way, in nanoseconds of {@link System#nanoTime()}; 0 if none is. */
    long writingSince();
}
