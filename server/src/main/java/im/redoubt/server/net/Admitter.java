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
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Lets a connection in once its source is known, or closes it: before TLS and before a byte is read. */
final class Admitter extends ChannelInboundHandlerAdapter {
    private final ConnectionContext context;
    private final Quotas quotas;
    private final WebSite site;
    private final Entrance entrance;

    Admitter(ConnectionContext context, Quotas quotas, WebSite site, Entrance entrance) {
        this.context = context;
        this.quotas = quotas;
        this.site = site;
        this.entrance = entrance;
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
        switch (entrance) {
            case STARTTLS -> enter(handler, peer, new AwaitingHeader(context.stream()));
            case TLS -> {
                secure(handler, TlsProvider.ALPN_CLIENT);
                enter(handler, peer, new AwaitingTls(context.stream()));
            }
            case HTTPS -> {
                secure(handler, TlsProvider.ALPN_HTTP);
                web(handler, peer);
            }
        }
    }

    private void secure(ChannelHandlerContext handler, String protocol) {
        handler.pipeline()
                .addBefore(handler.name(), null, new SslHandler(context.tls().newEngine(Optional.of(protocol))));
    }

    private void enter(ChannelHandlerContext handler, Peer peer, ServerState first) {
        Connection connection =
                new Connection(handler.channel(), context, peer, first, new StreamFraming(context.strangersXml()));
        handler.pipeline().replace(this, null, connection);
    }

    private void web(ChannelHandlerContext handler, Peer peer) {
        MessageFraming framing =
                new MessageFraming(context.strangersXml(), context.membersXml().maxBytes());
        Connection connection =
                new Connection(handler.channel(), context, peer, new AwaitingTls(context.browsers()), framing);
        handler.pipeline()
                .addBefore(handler.name(), null, new Meter(connection))
                .addBefore(handler.name(), null, HttpFront.codec())
                .addBefore(handler.name(), null, new HttpFront(site, context, connection, framing))
                .replace(this, null, connection);
    }
}
