package im.redoubt.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to a server on loopback on which everything takes a while, each way, however much it is: what follows closely arrives as
 * closely. It counts how often the client speaks after the server has, which is how often somebody waited.
 */
final class Latency implements AutoCloseable {
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final ServerSocket listener;
    private final int target;
    private final long nanos;
    private final AtomicInteger turns = new AtomicInteger();
    private volatile boolean serverSpoke = true;

    private Latency(ServerSocket listener, int target, Duration oneWay) {
        this.listener = listener;
        this.target = target;
        this.nanos = oneWay.toNanos();
    }

    /** Bytes, and when they are due. */
    private record Piece(ByteBuffer bytes, long due) {}

    static Latency to(int target, Duration oneWay) throws IOException {
        Latency latency = new Latency(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, oneWay);
        start(latency::accept);
        return latency;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Returns how often the client has spoken, counting what belongs together once, and begins anew. */
    int turns() {
        serverSpoke = true;
        return turns.getAndSet(0);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                carry(client, server, true);
                carry(server, client, false);
            }
        } catch (IOException closed) {
            // that was all
        }
    }

    private void carry(Socket from, Socket to, boolean up) {
        BlockingQueue<Piece> way = new LinkedBlockingQueue<>(10_000);
        start(() -> read(from, way, up));
        start(() -> write(to, way));
    }

    private void read(Socket from, BlockingQueue<Piece> way, boolean up) {
        try (from) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[16_384];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (up && serverSpoke) {
                    serverSpoke = false;
                    turns.incrementAndGet();
                }
                way.put(new Piece(ByteBuffer.wrap(Arrays.copyOf(buffer, count)), System.nanoTime() + nanos));
                serverSpoke |= !up;
            }
        } catch (IOException gone) {
            // the other side is told by the end of the pieces
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            way.add(new Piece(END, 0));
        }
    }

    private static void write(Socket to, BlockingQueue<Piece> way) {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Piece piece = way.take(); piece.bytes().hasRemaining(); piece = way.take()) {
                TimeUnit.NANOSECONDS.sleep(piece.due() - System.nanoTime());
                out.write(piece.bytes().array());
            }
        } catch (IOException gone) {
            // whoever reads from it notices
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "latency");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
