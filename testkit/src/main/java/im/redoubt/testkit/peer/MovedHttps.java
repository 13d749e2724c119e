package im.redoubt.testkit.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** Connects to another port than 443, on which a test may not listen, and everywhere else as it is told. */
public final class MovedHttps extends UnconnectedSockets {
    private static final int HTTPS = 443;

    private final int port;

    /**
     * Makes the factory.
     *
     * @param port the TCP port in place of 443
     */
    public MovedHttps(int port) {
        this.port = port;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress to, int timeout) throws IOException {
                InetSocketAddress address = (InetSocketAddress) to;
                int moved = address.getPort() == HTTPS ? port : address.getPort();
                super.connect(new InetSocketAddress(address.getAddress(), moved), timeout);
            }
        };
    }
}
