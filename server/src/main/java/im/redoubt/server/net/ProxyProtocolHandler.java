package im.redoubt.server.net;

import im.redoubt.server.guard.TrustedProxies;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a connection really comes from, first in the pipeline.
 *
 * <p>Guarantee: only a trusted balancer's word counts, and it must say it. From a trusted peer a PROXY header of version
 * 2 comes first and in time, or the connection is closed. From anybody else nothing is looked at: a header is then
 * garbage to whatever reads the stream.
 *
 * <ol>
 *   <li>The connection becomes active. Unless the peer is a balancer, its own address is the source.
 *   <li>A balancer's header is read; it names the source, or says {@code LOCAL}, and then it is the balancer itself.
 *   <li>{@link #SOURCE} is set, {@link SourceFound} goes down the pipeline, and this handler leaves it.
 * </ol>
 */
final class ProxyProtocolHandler extends ChannelInboundHandlerAdapter {

    /** Where the connection really comes from; set before {@link SourceFound} is fired. */
    public static final AttributeKey<InetSocketAddress> SOURCE = AttributeKey.valueOf("im.redoubt.source");

    /**
     * The event after which {@link #SOURCE} is set; fired once, before any byte is passed on.
     *
     * @param source where the connection really comes from
     * @param proxied whether a balancer said so
     */
    public record SourceFound(InetSocketAddress source, boolean proxied) {}

    /** What a balancer may add to the addresses, in bytes: enough for its usual notes on TLS, which are not used. */
    private static final int MOST_EXTRA_BYTES = 1024;

    private final TrustedProxies proxies;
    private final Duration deadline;
    private @Nullable ScheduledFuture<?> timeout;

    /**
     * Makes the handler for one connection, to be added while the channel is initialised. The handlers behind it may be
     * added before the channel becomes active, and no later.
     *
     * @param proxies whose word counts
     * @param deadline how long the header may take
     */
    public ProxyProtocolHandler(TrustedProxies proxies, Duration deadline) {
        this.proxies = proxies;
        this.deadline = deadline;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        begin(context);
    }

    private void begin(ChannelHandlerContext context) {
        if (!(context.channel().remoteAddress() instanceof InetSocketAddress peer)) {
            close(context);
        } else if (proxies.trusts(peer.getAddress())) {
            context.pipeline()
                    .addBefore(context.name(), null, new ProxySignatureDecoder())
                    .addBefore(context.name(), null, new HAProxyMessageDecoder(MOST_EXTRA_BYTES));
            timeout = context.executor().schedule(() -> close(context), deadline.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            found(context, peer, false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof HAProxyMessage header)) {
            context.fireChannelRead(message);
            return;
        }
        try {
            accept(context, header);
        } finally {
            header.release();
        }
    }

    private void accept(ChannelHandlerContext context, HAProxyMessage header) {
        InetSocketAddress peer = (InetSocketAddress) context.channel().remoteAddress();
        HAProxyProxiedProtocol protocol = header.proxiedProtocol();
        if (header.command() == HAProxyCommand.LOCAL) {
            found(context, peer, false);
        } else if (protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6) {
            found(
                    context,
                    new InetSocketAddress(InetAddress.ofLiteral(header.sourceAddress()), header.sourcePort()),
                    true);
        } else {
            // UNSPEC, UDP and Unix sockets name no source that could be limited.
            close(context);
        }
    }

    private void found(ChannelHandlerContext context, InetSocketAddress source, boolean proxied) {
        stopTimeout();
        Channel channel = context.channel();
        channel.attr(SOURCE).set(source);
        context.fireUserEventTriggered(new SourceFound(source, proxied));
        context.pipeline().remove(this);
    }

    /** What is no PROXY header comes here from the decoder; the balancer is misconfigured, or it is no balancer. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopTimeout();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopTimeout();
        context.fireChannelInactive();
    }

    private static void close(ChannelHandlerContext context) {
        // Nothing depends on when it is closed.
        Future<?> _ = context.close();
    }

    private void stopTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }
}
