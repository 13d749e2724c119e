package im.redoubt.server.net;

import im.redoubt.protocol.stream.AwaitingHeader;
import im.redoubt.protocol.stream.AwaitingTls;
import im.redoubt.protocol.stream.ServerState;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.guard.AddressKey;
import im.redoubt.server.guard.Admission;
import im.redoubt.server.guard.ConnectionPermit;
import im.redoubt.server.guard.Offence;
import im.redoubt.server.tls.TlsProvider;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Lets a connection in once its source is known, or closes it: before TLS and before a byte is read. */
final class Admitter extends ChannelInboundHandlerAdapter {
    private final ConnectionContext context;
    private final Quotas quotas;
    private final boolean directTls;

    Admitter(ConnectionContext context, Quotas quotas, boolean directTls) {
        this.context = context;
        this.quotas = quotas;
        this.directTls = directTls;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext handler, Object event) {
        if (!(event instanceof ProxyProtocolHandler.SourceFound found)) {
            handler.fireUserEventTriggered(event);
            return;
        }
        InetSocketAddress source = found.source();
        switch (context.connections().acquire(AddressKey.of(source.getAddress()))) {
            case Admission.Refused(Admission.Limit limit) -> {
                context.signIn().offended(AddressKey.of(source.getAddress()), Offence.CONNECTION_LIMIT);
                context.metrics().connectionRefused(limit);
                context.events().record(new SecurityEvent.LimitReached(source, Optional.empty(), limit));
                var _ = handler.close();
            }
            case ConnectionPermit permit -> admit(handler, new Peer(source, permit, quotas));
        }
    }

    private void admit(ChannelHandlerContext handler, Peer peer) {
        context.metrics().connectionAccepted();
        Channel channel = handler.channel();
        ServerState first = directTls ? new AwaitingTls(context.stream()) : new AwaitingHeader(context.stream());
        if (directTls) {
            channel.pipeline()
                    .addBefore(
                            handler.name(),
                            null,
                            new SslHandler(context.tls().newEngine(Optional.of(TlsProvider.ALPN_CLIENT))));
        }
        channel.pipeline().replace(this, null, new Connection(channel, context, peer, first));
    }
}
