package im.redoubt.testkit.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Every byte that one connection of a client's has brought, kept apart by what protected it. Any thread may look. */
public final class Recording {
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final ByteArrayOutputStream clear = new ByteArrayOutputStream();
    private final ByteArrayOutputStream tls = new ByteArrayOutputStream();
    private long sent;
    private final CountDownLatch end = new CountDownLatch(1);

    Recording() {}

    synchronized void addWire(byte[] bytes, int from, int count) {
        wire.write(bytes, from, count);
    }

    synchronized void addClear(byte[] bytes, int count) {
        clear.write(bytes, 0, count);
    }

    synchronized void addTls(byte[] bytes, int count) {
        tls.write(bytes, 0, count);
    }

    synchronized void addSent(int count) {
        sent += count;
    }

    void end() {
        end.countDown();
    }

    /** Returns what came in clear, before TLS or without it. */
    public synchronized String inClear() {
        return clear.toString(StandardCharsets.UTF_8);
    }

    /** Returns what came over TLS, decrypted; empty if no handshake was completed. */
    public synchronized String overTls() {
        return tls.toString(StandardCharsets.UTF_8);
    }

    /** Returns what the connection carried, TLS records included: what anybody on the way has seen. */
    public synchronized byte[] onTheWire() {
        return wire.toByteArray();
    }

    /** Returns how many bytes the client was sent; what it does not read stays in the buffers of the system, or is not sent. */
    public synchronized long sent() {
        return sent;
    }

    /**
     * Waits for the end of the connection, behind which nothing more is recorded.
     *
     * @param patience how long at most
     * @throws AssertionError if it does not end
     */
    public void awaitEnd(Duration patience) throws InterruptedException {
        if (!end.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the client is still connected");
        }
    }
}
