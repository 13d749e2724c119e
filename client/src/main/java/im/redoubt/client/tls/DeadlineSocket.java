package im.redoubt.client.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A connected socket of which reading ends at a deadline, however many bytes come until then, so that a server that drips them cannot
 * hold a handshake up. Afterwards it is the socket below, of which no second handshake is read.
 */
// What Socket locks, the socket below locks by itself; and closing must not wait for anything.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class DeadlineSocket extends Socket {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket below;
    private final InputStream input;
    private final long deadline;
    private volatile boolean pressing = true;

    /**
     * @param below the connected socket
     * @param longest how long reading may take from now on
     * @throws IOException if the socket is closed
     */
    DeadlineSocket(Socket below, Duration longest) throws IOException {
        this.below = below;
        this.deadline = System.nanoTime() + longest.toNanos();
        this.input = new OneHandshake(pressed(below.getInputStream()));
    }

    /**
     * Ends the pressure.
     *
     * @param timeoutMillis how long a read may take from now on; 0 for ever
     * @throws SocketException if the socket is closed
     */
    void release(int timeoutMillis) throws SocketException {
        pressing = false;
        below.setSoTimeout(timeoutMillis);
    }

    private void press() throws IOException {
        if (pressing) {
            long left = (deadline - System.nanoTime()) / NANOS_PER_MILLI;
            if (left <= 0) {
                throw new SocketTimeoutException("the deadline of the handshake");
            }
            below.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return input;
    }

    private InputStream pressed(InputStream plain) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                press();
                return plain.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                press();
                return plain.read(bytes, offset, length);
            }

            @Override
            public int available() throws IOException {
                return plain.available();
            }

            @Override
            public void close() throws IOException {
                plain.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return below.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        below.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        below.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        below.shutdownOutput();
    }

    @Override
    public boolean isBound() {
        return below.isBound();
    }

    @Override
    public boolean isConnected() {
        return below.isConnected();
    }

    @Override
    public boolean isClosed() {
        return below.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return below.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return below.isOutputShutdown();
    }

    @Override
    public InetAddress getInetAddress() {
        return below.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return below.getLocalAddress();
    }

    @Override
    public int getPort() {
        return below.getPort();
    }

    @Override
    public int getLocalPort() {
        return below.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return below.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return below.getLocalSocketAddress();
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return below.getSoTimeout();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        below.setSoTimeout(timeout);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return below.getTcpNoDelay();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        below.setTcpNoDelay(on);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return below.getSoLinger();
    }

    @Override
    public void setSoLinger(boolean on, int linger) throws SocketException {
        below.setSoLinger(on, linger);
    }

    @Override
    public String toString() {
        return below.toString();
    }
}
