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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network between a client and a server on loopback that does to bytes what networks do. Each connection has two threads,
 * which end with it.
 */
public final class FaultProxy implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long CUTTING = -1;

    private final ServerSocket listener;
    private final int target;
    private final Deque<Network> networks;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong untilCut = new AtomicLong(NEVER);
    private final Weather weather = new Weather();
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

    /** Returns how often a client has connected. */
    public long connections() {
        return connections.get();
    }

    /**
     * Something is wrong from now on, with the connections that there are and with those that are tried.
     *
     * @throws IOException if a connection cannot be ended
     */
    public void strike(Outage outage) throws IOException {
        weather.become(Optional.of(outage));
        if (outage.ends()) {
            for (Socket socket : open) {
                end(socket, outage);
            }
            open.clear();
        }
    }

    /** Nothing is wrong any more. Of a connection that has lost something the rest is lost as well. */
    public void heal() {
        weather.become(Optional.empty());
    }

    /** Cuts the connections that there are when so many bytes more have got through, both ways together. */
    public void cutBehind(long bytes) {
        untilCut.set(bytes);
    }

    private static void end(Socket socket, Outage outage) throws IOException {
        if (outage == Outage.RESETS && !socket.isClosed()) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
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
                connections.incrementAndGet();
                Optional<Outage> ending = weather.now().filter(Outage::ends);
                if (ending.isPresent()) {
                    end(client, ending.get());
                    continue;
                }
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
                if (!write(out, buffer, through, up)) {
                    discard(in);
                    return;
                }
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

    /** Returns whether they got through, and what follows may. */
    private boolean write(OutputStream out, byte[] bytes, int count, boolean up)
            throws IOException, InterruptedException {
        int gone = 0;
        while (gone < count) {
            Weather.Passage passage = weather.pass(up);
            if (passage == Weather.Passage.NONE) {
                return false;
            }
            int most = passage == Weather.Passage.ONE ? 1 : count - gone;
            int next = (int) Math.min(most, untilCut.getAndUpdate(left -> less(left, most)));
            if (next <= 0) {
                return false;
            }
            (up ? sent : answered).addAndGet(next);
            out.write(bytes, gone, next);
            out.flush();
            gone += next;
            if (untilCut.compareAndSet(0, CUTTING)) {
                cut();
                untilCut.set(NEVER);
                return false;
            }
        }
        return true;
    }

    private static long less(long left, long passed) {
        return left == NEVER || left == CUTTING ? left : Math.max(0, left - passed);
    }

    /** Cuts, by leaving; or lets the connection stand with nothing passing, until one side gives up. */
    private static void fault(Network network, InputStream in) throws IOException {
        if (network.halfOpen()) {
            discard(in);
        }
    }

    private static void discard(InputStream in) throws IOException {
        byte[] lost = new byte[8_192];
        while (in.read(lost) >= 0) {
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
