package im.redoubt.client.locate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** One connection on its way. Cancelling it closes its socket, from whichever thread. */
final class Attempt {
    private final Endpoint endpoint;
    private final Socket socket;
    private final long startedNanos;

    /**
     * An attempt that has not begun.
     *
     * @param startedNanos when it is considered to begin
     */
    Attempt(Endpoint endpoint, Socket socket, long startedNanos) {
        this.endpoint = endpoint;
        this.socket = socket;
        this.startedNanos = startedNanos;
    }

    /** Connects, and waits for that. */
    void connect(Duration timeout) throws IOException {
        socket.connect(
                new InetSocketAddress(endpoint.address(), endpoint.target().port()), (int) timeout.toMillis());
        socket.setTcpNoDelay(true);
    }

    void cancel() {
        try {
            socket.close();
        } catch (IOException closed) {
            // There is nothing more to give back.
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Socket socket() {
        return socket;
    }

    long startedNanos() {
        return startedNanos;
    }

    /**
     * An address of a target.
     *
     * @param target where it was found
     * @param address one of its addresses
     * @param rank counts what the domain put behind what
     */
    record Endpoint(Target target, InetAddress address, int rank) {
        @Override
        public String toString() {
            return target.host() + ":" + target.port() + " (" + address.getHostAddress() + ")";
        }
    }
}
