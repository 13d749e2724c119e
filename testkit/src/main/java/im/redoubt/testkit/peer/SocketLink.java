package im.redoubt.testkit.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection over TCP on loopback, and over TLS from {@link #secure} on. */
public final class SocketLink implements Link {
    /** How long a handshake or a write may take on a loaded machine. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final SSLContext trust;
    private Socket socket;

    private SocketLink(Socket socket, SSLContext trust) {
        this.socket = socket;
        this.trust = trust;
    }

    /**
     * Connects in clear.
     *
     * @param port a port on loopback
     * @param trust whom TLS will trust
     */
    public static SocketLink to(int port, SSLContext trust) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new SocketLink(socket, trust);
    }

    /** Returns the socket of this moment, for what only a socket can do. */
    public Socket socket() {
        return socket;
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    @Override
    public int receive(byte[] into, Duration patience) throws IOException {
        socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
        try {
            return socket.getInputStream().read(into);
        } catch (SocketTimeoutException nothing) {
            return 0;
        }
    }

    @Override
    public void secure() throws IOException {
        SSLSocket tls = (SSLSocket) trust.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        tls.setSoTimeout(PATIENCE_MILLIS);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        socket = tls;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
