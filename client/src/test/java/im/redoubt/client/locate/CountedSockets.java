package im.redoubt.client.locate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/** Makes ordinary sockets and knows how many of them are not closed. */
final class CountedSockets extends SocketFactory {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();

    int open() {
        return open.get();
    }

    int mostOpen() {
        return mostOpen.get();
    }

    int made() {
        return made.get();
    }

    @Override
    public Socket createSocket() {
        made.incrementAndGet();
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        return new Socket() {
            @Override
            public synchronized void close() throws IOException {
                if (!isClosed()) {
                    open.decrementAndGet();
                }
                super.close();
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
