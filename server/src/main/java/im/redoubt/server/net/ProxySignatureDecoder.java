package im.redoubt.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.util.List;

/**
 * Lets nothing through but what begins with the twelve bytes of a PROXY header of version 2, and then goes away.
 *
 * <p>Netty's decoder would also read version 1, and would wait for the end of a line that never comes.
 */
final class ProxySignatureDecoder extends ByteToMessageDecoder {

    private static final byte[] SIGNATURE = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int seen = Math.min(in.readableBytes(), SIGNATURE.length);
        for (int i = 0; i < seen; i++) {
            if (in.getByte(in.readerIndex() + i) != SIGNATURE[i]) {
                in.skipBytes(in.readableBytes());
                Future<?> _ = context.close();
                return;
            }
        }
        if (seen == SIGNATURE.length) {
            context.pipeline().remove(this);
        }
    }
}
