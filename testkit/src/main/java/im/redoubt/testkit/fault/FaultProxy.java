package im.redoubt.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network between a client and a server on loopback that does to bytes what networks do. Each connection has two threads,
 * which end with it.
 */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final Deque<Network> networks;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private FaultProxy(ServerSocket listener, int target, Collection<Network> networks) {
        this.listener = listener;
        this.target = target;
        this.networks = new ArrayDeque<>(networks);
    }

    /**
     * Begins to accept.
     *
     * @param target the port of the server
     * @param networks what is done to the bytes: of the first connection, of the second, and so on; the last one's is done to
     *     all that follow
     * @throws IOException if no port can be had
     */
    public static FaultProxy to(int target, Network... networks) throws IOException {
        FaultProxy proxy =
                new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, List.of(networks));
        start("accept", proxy::accept);
        return proxy;
    }

    /** Returns the port that clients connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Returns how many bytes clients have sent to the server, of all connections. */
    public long sent() {
        return sent.get();
    }

    /** Returns how many bytes the server has sent to clients, of all connections. */
    public long answered() {
        return answered.get();
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                Network network = networks.size() > 1 ? networks.remove() : networks.element();
                start("up", () -> pump(network, client, server, true));
                start("down", () -> pump(network, server, client, false));
            }
        } catch (IOException closed) {
            // the proxy or the server is gone
        }
    }

    private void pump(Network network, Socket from, Socket to, boolean up) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[Math.min(network.pieceBytes(), 8_192)];
            long passed = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                long left = (up ? network.bytesUntilFault() : network.answeredUntilFault()) - passed;
                TimeUnit.NANOSECONDS.sleep(network.delay().toNanos());
                int through = (int) Math.min(count, left);
                passed += through;
                (up ? sent : answered).addAndGet(through);
                out.write(buffer, 0, through);
                out.flush();
                if (count >= left) {
                    fault(network, in);
                    return;
                }
            }
        } catch (IOException gone) {
            // one side has gone; the other is told by the end of this method
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts, by leaving; or lets the connection stand with nothing passing, until one side gives up. */
    private static void fault(Network network, InputStream in) throws IOException {
        byte[] lost = new byte[8_192];
        while (network.halfOpen() && in.read(lost) >= 0) {
            // nothing gets through any more
        }
    }

    /**
     * Cuts the connections that there are, without a word to either side; others may follow.
     *
     * @throws IOException if one of them cannot be closed
     */
    public void cut() throws IOException {
        List<Socket> cut = List.copyOf(open);
        open.removeAll(cut);
        for (Socket socket : cut) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
