package im.redoubt.server.net;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stream.WebSocketFraming;
import im.redoubt.xml.CanonicalWriter;
import im.redoubt.xml.Element;
import im.redoubt.xml.MessageReader;
import im.redoubt.xml.StreamWriter;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlSink;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.List;
import java.util.Optional;

/** A stream of WebSocket messages, each of them an element that needs nothing around it (RFC 7395 section 3.3). */
final class MessageFraming implements Framing {
    private static final String NO_NAMESPACE = "";

    private final MessageReader reader;
    private final int maxFrameBytes;
    private WebSocketCloseStatus reason = WebSocketCloseStatus.NORMAL_CLOSURE;

    MessageFraming(XmlLimits limits, int maxFrameBytes) {
        this.reader = new MessageReader(limits);
        this.maxFrameBytes = maxFrameBytes;
    }

    /** The frames broke the rules of RFC 6455; the WebSocket will be closed with this reason. */
    void broken(WebSocketCloseStatus status) {
        reason = status;
    }

    @Override
    public XmlEvent read(Piece piece) {
        if (piece.fault().isPresent()) {
            return new XmlEvent.Refused(piece.fault().get());
        }
        ByteBuf bytes = piece.bytes();
        XmlEvent event = reader.next(bytes.nioBuffer(), piece.last());
        bytes.skipBytes(bytes.readableBytes());
        return event instanceof XmlEvent.Complete complete ? WebSocketFraming.event(complete.element()) : event;
    }

    @Override
    public void limits(XmlLimits limits) {
        reader.limits(limits);
    }

    /** Nothing is left of the old stream: each message stands for itself. */
    @Override
    public void restart() {}

    /** A frame is handed on when all of it is there. */
    @Override
    public int mostAtOnceBytes() {
        return maxFrameBytes;
    }

    @Override
    public void header(List<XmlAttribute> attributes, XmlSink sink) {
        element(WebSocketFraming.open(attributes), sink);
    }

    @Override
    public void element(Element element, XmlSink sink) {
        StreamWriter.framed(sink).element(element);
    }

    @Override
    public void stanza(Stanza stanza, XmlSink sink) {
        StanzaCodec.write(stanza, new CanonicalWriter(sink, NO_NAMESPACE));
    }

    @Override
    public void footer(XmlSink sink) {
        element(WebSocketFraming.close(), sink);
    }

    @Override
    public Object message(ByteBuf written) {
        return new TextWebSocketFrame(written);
    }

    @Override
    public Optional<Object> farewell() {
        return Optional.of(new CloseWebSocketFrame(reason.code(), ""));
    }
}
