package im.redoubt.server.net;

import im.redoubt.protocol.stream.AwaitingHeader;
import im.redoubt.server.stream.Berths;
import im.redoubt.server.stream.Wire;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/**
 * Connections that were closed before they were opened: sessions of an earlier run of the server wait on them as they do on one whose
 * peer has gone.
 */
public final class GoneConnections implements Berths {
    private final EventLoops loops;
    private final ConnectionContext context;
    private final Quotas quotas;

    /** Spreads them over the event loops. */
    public GoneConnections(EventLoops loops, ConnectionContext context) {
        this.loops = loops;
        this.context = context;
        this.quotas = new Quotas(context.limits(), context.nanoTime());
    }

    @Override
    public CompletableFuture<Wire> gone(InetSocketAddress source) {
        CompletableFuture<Wire> made = new CompletableFuture<>();
        Channel channel = loops.newChannel();
        EventLoop loop = loops.workers().next();
        var _ = loop.register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                made.completeExceptionally(registered.cause());
                return;
            }
            var _ = channel.close();
            made.complete(connection(channel, source));
        });
        return made;
    }

    private Connection connection(Channel channel, InetSocketAddress source) {
        return new Connection(
                channel,
                context,
                Peer.gone(source, quotas),
                new AwaitingHeader(context.stream()),
                new StreamFraming(context.strangersXml()));
    }
}
