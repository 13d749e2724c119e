package im.redoubt.server.net;

import im.redoubt.server.guard.TrustedProxies;
import im.redoubt.server.settings.ListenAddress;
import im.redoubt.server.settings.WebSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Listens for clients on one address. */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 << 10, 64 << 10);

    private final Channel channel;

    private Listener(Channel channel) {
        this.channel = channel;
    }

    /** Clients, however their connections begin. */
    public static final class Clients {
        private final ConnectionContext context;
        private final TrustedProxies proxies;
        private final WebSite site;
        private final Quotas quotas;

        /** Serves clients by {@code context}; {@code proxies} may say where they really come from. */
        public Clients(ConnectionContext context, TrustedProxies proxies, WebSettings web) {
            this.context = context;
            this.proxies = proxies;
            this.site = new WebSite(web);
            this.quotas = new Quotas(context.limits(), context.nanoTime());
        }

        /**
         * Listens.
         *
         * @param entrance how connections begin there
         * @throws NetException if the address cannot be had
         */
        public Listener listen(EventLoops loops, ListenAddress address, Entrance entrance) {
            Duration deadline = context.limits().connections().negotiation();
            return Listener.listen(loops, address.socketAddress(), new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new ProxyProtocolHandler(proxies, deadline));
                    channel.pipeline().addLast(new Admitter(context, quotas, site, entrance));
                }
            });
        }
    }

    /**
     * Listens.
     *
     * @param child what sets a connection up
     * @throws NetException if the address cannot be had
     */
    public static Listener listen(EventLoops loops, InetSocketAddress address, ChannelInitializer<Channel> child) {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.acceptor(), loops.workers())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, false)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(child)
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new NetException(
                    "Cannot listen on " + address + ": " + bound.cause().getMessage()
                            + ". Is another server running there? Choose another address under [listen].",
                    bound.cause());
        }
        return new Listener(bound.channel());
    }

    /** Returns the address, with the port that was given where any was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Takes no more connections; those that are there stay. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
