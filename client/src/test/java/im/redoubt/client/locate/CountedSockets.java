package im.redoubt.client.locate;

import im.redoubt.testkit.peer.UnconnectedSockets;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes ordinary sockets and knows how many of them are not closed. */
final class CountedSockets extends UnconnectedSockets {
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
}
