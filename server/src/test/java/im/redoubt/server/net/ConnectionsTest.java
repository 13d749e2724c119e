package im.redoubt.server.net;

import static im.redoubt.server.fixture.SignInBench.ADDRESS;
import static im.redoubt.server.fixture.SignInBench.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stream.AwaitingHeader;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.fixture.SignInBench;
import im.redoubt.server.guard.ConnectionLimit;
import im.redoubt.server.guard.ConnectionPermit;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of all connections, on sockets. */
class ConnectionsTest {
    private static final String HEADER = "<stream:stream xmlns='jabber:client' to='localhost' version='1.0'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final String FEATURES_END = "</stream:features>";
    private static final int BUSY_MILLIS = 200;
    private static final int LONGEST_MILLIS = 10_000;

    @TempDir
    private Path directory = Path.of("");

    private final Connections open = new Connections();
    private final ConnectionLimit permits = new ConnectionLimit(new ConnectionLimit.Settings(10, 10, 10, 10));

    /** Without patience, and where the machine has so much to do that the loop is late. */
    @Test
    @Tag("N-124")
    void everybodyIsToldAndThenTheConnectionIsClosed() throws IOException, InterruptedException {
        EventLoops loops = new EventLoops(1);
        CompletableFuture<Channel> taken = new CompletableFuture<>();
        try (SignInBench bench = new SignInBench(directory, Duration.ZERO);
                Listener listener = listen(loops, bench, taken);
                Socket peer = new Socket(
                        InetAddress.getLoopbackAddress(), listener.address().getPort())) {
            peer.setSoTimeout(LONGEST_MILLIS);
            peer.getOutputStream().write(HEADER.getBytes(StandardCharsets.UTF_8));
            awaitFeatures(peer.getInputStream());
            delay(taken.join(), peer);
            open.stop(StreamError.of(StreamCondition.SYSTEM_SHUTDOWN), Duration.ZERO);
            open.end(Duration.ZERO);
            loops.close();
            assertThat(peer.getInputStream().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .contains("<system-shutdown")
                    .endsWith("</stream:stream>");
        }
    }

    private Listener listen(EventLoops loops, SignInBench bench, CompletableFuture<Channel> taken) {
        ConnectionContext context = ConnectionBench.context(bench, ConnectionBench.LIMITS, permits, open, () -> 0);
        return Listener.listen(
                loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Peer peer = new Peer(
                                SOURCE,
                                (ConnectionPermit) permits.acquire(ADDRESS),
                                new Quotas(ConnectionBench.LIMITS, () -> 0));
                        channel.pipeline()
                                .addLast(new Connection(
                                        channel,
                                        context,
                                        peer,
                                        new AwaitingHeader(context.stream()),
                                        new StreamFraming(context.strangersXml())));
                        taken.complete(channel);
                    }
                });
    }

    private static void awaitFeatures(InputStream stream) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(FEATURES_END) < 0) {
            int next = stream.read();
            assertThat(next).isNotNegative();
            read.append((char) next);
        }
    }

    /** While it reads, a loop does nothing of what it is given; if it is to end meanwhile, it does that first. */
    private static void delay(Channel channel, Socket peer) throws IOException, InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        ChannelInboundHandlerAdapter slow = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext handler, Object message) {
                busy.countDown();
                sleep();
                handler.fireChannelRead(message);
            }
        };
        channel.eventLoop().submit(() -> channel.pipeline().addFirst(slow)).sync();
        peer.getOutputStream().write(' ');
        busy.await();
    }

    private static void sleep() {
        try {
            Thread.sleep(BUSY_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
