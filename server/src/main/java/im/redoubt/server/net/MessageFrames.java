package im.redoubt.server.net;

import im.redoubt.xml.XmlViolation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames of a WebSocket: hands on the text, answers what RFC 6455 section 5.5 wants answered, and ends the stream
 * where frames break its rules or those of RFC 7395, in the order in which they came. Belongs to the event loop.
 *
 * <p>Guarantee: a ping or a pong costs its sender as much as a stanza, and a peer that does not read is owed one pong and no
 * more (section 5.5.3).
 */
final class MessageFrames extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Connection connection;
    private final MessageFraming framing;
    private @Nullable ByteBuf owed;
    private boolean over;

    MessageFrames(Connection connection, MessageFraming framing) {
        this.connection = connection;
        this.framing = framing;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext handler, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            close(handler, close);
            return;
        }
        if (over) {
            return;
        }
        switch (frame) {
            case TextWebSocketFrame text -> text(handler, text);
            case ContinuationWebSocketFrame more -> text(handler, more);
            case PingWebSocketFrame ping -> ping(handler, ping);
            case PongWebSocketFrame _ -> connection.aside();
            default ->
                broken(handler, WebSocketCloseStatus.INVALID_MESSAGE_TYPE, XmlViolation.Kind.BAD_FORMAT, "no text");
        }
    }

    private static void text(ChannelHandlerContext handler, WebSocketFrame frame) {
        handler.fireChannelRead(Piece.of(frame.content().retain(), frame.isFinalFragment()));
    }

    private void ping(ChannelHandlerContext handler, PingWebSocketFrame ping) {
        if (!connection.aside()) {
            return;
        }
        forgive();
        owed = ping.content().retain();
        pay(handler);
    }

    private void pay(ChannelHandlerContext handler) {
        ByteBuf content = owed;
        if (content != null && handler.channel().isWritable()) {
            owed = null;
            var _ = handler.writeAndFlush(new PongWebSocketFrame(content));
        }
    }

    private void forgive() {
        if (owed != null) {
            owed.release();
            owed = null;
        }
    }

    /** A WebSocket that is closed under its stream is a peer that has left (RFC 7395 section 3.6). */
    private void close(ChannelHandlerContext handler, CloseWebSocketFrame close) {
        if (over || !connection.isOpen()) {
            var _ = handler.close();
            return;
        }
        over = true;
        int status = close.statusCode();
        CloseWebSocketFrame answer = status < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(status, "");
        var _ = handler.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private void broken(
            ChannelHandlerContext handler, WebSocketCloseStatus status, XmlViolation.Kind kind, String detail) {
        over = true;
        framing.broken(status);
        handler.fireChannelRead(Piece.fault(new XmlViolation(kind, detail)));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext handler) {
        pay(handler);
        handler.fireChannelWritabilityChanged();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext handler) {
        forgive();
    }

    /** What the decoder of frames refuses. */
    @Override
    public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
        if (!(cause instanceof CorruptedWebSocketFrameException corrupted)) {
            handler.fireExceptionCaught(cause);
        } else if (!over) {
            boolean tooBig = corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            broken(
                    handler,
                    corrupted.closeStatus(),
                    tooBig ? XmlViolation.Kind.POLICY_VIOLATION : XmlViolation.Kind.BAD_FORMAT,
                    tooBig ? "a frame larger than the limit" : "a frame that breaks the rules of WebSocket");
        }
    }
}
