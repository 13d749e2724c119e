package im.redoubt.server.net;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.xml.CanonicalWriter;
import im.redoubt.xml.Element;
import im.redoubt.xml.StreamWriter;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import im.redoubt.xml.XmlSink;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A stream that is one long document (RFC 6120 section 4). */
final class StreamFraming implements Framing {
    private final XmlParser parser;
    private boolean betweenStreams;

    StreamFraming(XmlLimits limits) {
        this.parser = XmlParser.stream(limits);
    }

    @Override
    public XmlEvent read(Piece piece) {
        ByteBuf from = piece.bytes();
        skipWhiteSpace(from);
        ByteBuffer bytes = from.internalNioBuffer(from.readerIndex(), from.readableBytes());
        int before = bytes.position();
        XmlEvent event = parser.next(bytes);
        from.skipBytes(bytes.position() - before);
        return event;
    }

    /** White space behind the last element of the old stream is no part of the new one; some clients send a line feed. */
    private void skipWhiteSpace(ByteBuf bytes) {
        while (betweenStreams && bytes.isReadable()) {
            byte next = bytes.getByte(bytes.readerIndex());
            betweenStreams = next == ' ' || next == '\n' || next == '\r' || next == '\t';
            if (betweenStreams) {
                bytes.skipBytes(1);
            }
        }
    }

    @Override
    public void limits(XmlLimits limits) {
        parser.limits(limits);
    }

    @Override
    public void restart() {
        parser.restart();
        betweenStreams = true;
    }

    @Override
    public int mostAtOnceBytes() {
        return 0;
    }

    @Override
    public void header(List<XmlAttribute> attributes, XmlSink sink) {
        writer(sink).header(attributes);
    }

    @Override
    public void element(Element element, XmlSink sink) {
        writer(sink).element(element);
    }

    @Override
    public void stanza(Stanza stanza, XmlSink sink) {
        StanzaCodec.write(stanza, new CanonicalWriter(sink, Stanza.CLIENT_NAMESPACE));
    }

    @Override
    public void footer(XmlSink sink) {
        writer(sink).footer();
    }

    private static StreamWriter writer(XmlSink sink) {
        return StreamWriter.stream(sink, Stanza.CLIENT_NAMESPACE);
    }

    @Override
    public Object message(ByteBuf written) {
        return written;
    }

    @Override
    public Optional<Object> farewell() {
        return Optional.empty();
    }
}
