package im.redoubt.client.line;

import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ClientEffect;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import java.io.IOException;

/**
 * A stream of XML to the server and back, whatever carries it (RFC 6120 over a socket, RFC 7395 over a WebSocket). One thread
 * reads, one thread at a time writes, and any thread may drop it.
 */
public interface Wire {
    /**
     * Waits for what comes next.
     *
     * @return a header, an element, the end of the stream, or why the bytes are refused; never that there is nothing yet
     * @throws IOException if the connection ended
     */
    XmlEvent read() throws IOException;

    /** Makes the parser begin a new stream, then writes the header of ours. */
    void open(ClientEffect.Open header);

    /** Writes an element, to be flushed. */
    void send(Element element);

    /** Writes a stanza, to be flushed. */
    void send(Stanza stanza);

    /** Writes the end of the stream, to be flushed. */
    void footer();

    /**
     * Sends what was written.
     *
     * @throws IOException if the connection ended
     */
    void flush() throws IOException;

    /**
     * Forgets what was received and not read, and lays TLS over the connection; one act, so that nothing said in clear is
     * taken for something said over TLS (RFC 6120 section 5.4.3.3).
     *
     * @return what the connection can be bound by
     * @throws IOException if the connection ended
     * @throws im.redoubt.client.ClientException if there is no TLS as it must be, or the server is not who it must be; then
     *     nothing more is written
     */
    ChannelBindings secure() throws IOException;

    /** Changes what the parser takes, from the next element on. */
    void limits(XmlLimits limits);

    /** Ends the connection at once and writes nothing; whoever reads or writes gets an exception. */
    void drop();

    /** Returns since when a write is under way, in nanoseconds of {@link System#nanoTime()}; 0 if none is. */
    long writingSince();
}
