package im.redoubt.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts what comes out of TLS before HTTP or WebSocket unpack it, so that headers, frames and what is not complete are paid
 * for as well as XML is. It stands behind the {@code SslHandler}; belongs to the event loop.
 */
final class Meter extends ChannelInboundHandlerAdapter {
    /** Enough for the frame by which the peer answers that we have closed. */
    private static final int LAST_BYTES = 256;

    private final Connection connection;
    private int lastBytes = LAST_BYTES;

    Meter(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext handler, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (connection.arrived(bytes.readableBytes()) || isLast(bytes.readableBytes())) {
            handler.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }

    private boolean isLast(int count) {
        lastBytes -= connection.isOpen() ? 0 : count;
        return !connection.isOpen() && lastBytes >= 0;
    }
}
