package im.redoubt.server.net;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlSink;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;

/**
 * How one stream lies on its connection: as one long document (RFC 6120 section 4), or as a WebSocket message for each
 * element (RFC 7395). Everything else about a connection is the same. Belongs to the event loop.
 */
sealed interface Framing permits StreamFraming, MessageFraming {
    /** Reads up to the next event, or to the end of the piece; what is read is taken out of its bytes. */
    XmlEvent read(Piece piece);

    /** Sets the limits from the next element on. */
    void limits(XmlLimits limits);

    /** Begins a new stream. */
    void restart();

    /** Returns how many bytes may come at once though nothing is read, above what comes on a plain connection. */
    int mostAtOnceBytes();

    /** Writes what begins a stream, with these attributes. */
    void header(List<XmlAttribute> attributes, XmlSink sink);

    /** Writes an element of the negotiation. */
    void element(Element element, XmlSink sink);

    /** Writes a stanza. */
    void stanza(Stanza stanza, XmlSink sink);

    /** Writes what ends a stream. */
    void footer(XmlSink sink);

    /** Returns what is handed to the channel for something that was written. */
    Object message(ByteBuf written);

    /** Returns what is handed to the channel when all is said. */
    Optional<Object> farewell();
}
