package im.redoubt.server.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The threads of the network: native epoll where there is one, NIO elsewhere. */
public final class EventLoops implements AutoCloseable {
    private static final long STOP_SECONDS = 5;

    private final EventLoopGroup workers;
    private final Class<? extends ServerChannel> serverChannel;
    private final List<LoopPulse> pulses = new ArrayList<>();

    /** Starts {@code threads} event loops. */
    public EventLoops(int threads) {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.workers =
                new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("redoubt-net", true), handlers);
        this.workers.forEach(loop -> pulses.add(new LoopPulse(loop, System::nanoTime)));
        this.serverChannel = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Connections are taken on the same loops: handing them over costs more than taking them. */
    EventLoopGroup acceptor() {
        return workers;
    }

    EventLoopGroup workers() {
        return workers;
    }

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    /** Asks each loop how late it is; to be called now and then, by one thread. */
    public void feel() {
        pulses.forEach(LoopPulse::ask);
    }

    /** Returns how late the worst of the loops is, in milliseconds. */
    public long lagMillis() {
        return TimeUnit.NANOSECONDS.toMillis(
                pulses.stream().mapToLong(LoopPulse::nanos).max().orElse(0));
    }

    /** Returns what is wrong: a loop that an error has ended serves none of its connections any more. */
    public Optional<String> problem() {
        return pulses.stream().allMatch(LoopPulse::isAlive)
                ? Optional.empty()
                : Optional.of("A part of the network has ended; restart the service.");
    }

    /** Returns a channel that nobody has opened. */
    Channel newChannel() {
        return serverChannel == EpollServerSocketChannel.class ? new EpollSocketChannel() : new NioSocketChannel();
    }

    @Override
    public void close() {
        workers.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
