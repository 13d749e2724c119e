package im.redoubt.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts what a peer sends around its data: handshakes, key updates, empty records, the frames of tiny records. The server
 * works for these as for data, but they hold no data that a rate could charge. Guarantee: a peer gets no more of them than its
 * data, byte by byte in records of their own, would need, and a fixed amount on top; who sends more is closed.
 *
 * <p>It stands in front of the {@code SslHandler}; belongs to the event loop.
 */
final class TlsOverhead extends ChannelInboundHandlerAdapter {
    /** A handshake with a certificate and much padding, or some two thousand key updates in the life of a connection. */
    private static final long FREE_BYTES = 64 << 10;

    /** A record around one byte, in TLS 1.2 with the largest padding that our suites have. */
    private static final long RECORD_BYTES = 40;

    private final Runnable onExcess;
    private long left = FREE_BYTES;

    /** Calls {@code onExcess} once there was too much. */
    TlsOverhead(Runnable onExcess) {
        this.onExcess = onExcess;
    }

    @Override
    public void channelRead(ChannelHandlerContext handler, Object message) {
        left -= ((ByteBuf) message).readableBytes();
        handler.fireChannelRead(message);
        // What it held of data has been noted by now, but for the beginning of a record.
        if (left < 0) {
            onExcess.run();
        }
    }

    /** Notes that this much of what was read was data. */
    void data(int count) {
        left = Math.min(FREE_BYTES, left + count * (RECORD_BYTES + 1));
    }
}
