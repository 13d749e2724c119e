package im.redoubt.server.net;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that the peer can read what was written last: our side is shut after that, and the rest follows
 * when the peer shuts its side, or soon. Closing at once would make the kernel answer unread bytes with a reset, which takes
 * away from the peer what it has not read.
 */
final class Farewell {
    private static final long LINGER_MILLIS = 2_000;

    private Farewell() {}

    static void say(Channel channel) {
        channel.config().setAutoRead(true);
        var _ = channel.writeAndFlush(channel.alloc().buffer(0)).addListener(written -> {
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            if (tls != null) {
                var _ = tls.closeOutbound();
            } else if (channel instanceof DuplexChannel duplex) {
                var _ = duplex.shutdownOutput();
            }
        });
        var _ = channel.eventLoop().schedule(() -> close(channel), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void close(Channel channel) {
        var _ = channel.close();
    }
}
