package im.redoubt.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/** An XMPP server under test: it serves one domain on loopback from when it is made until it is closed. */
public interface RunningServer extends AutoCloseable {
    /** The domain that every server here serves; it exists in no DNS, so clients are told host and port. */
    String DOMAIN = "interop.test";

    /** The loopback address that it listens on. */
    String HOST = "127.0.0.1";

    /**
     * The port for clients that begin in clear and change to TLS (RFC 6120 section 5).
     *
     * @return a TCP port
     */
    int starttlsPort();

    /**
     * The port for clients that begin with TLS (XEP-0368).
     *
     * @return a TCP port
     */
    int tlsPort();

    /**
     * The certificate authority that vouches for the server, as PEM.
     *
     * @return a readable file
     */
    Path ca();

    /**
     * Adds an account while the server runs.
     *
     * @param name the local part of its address
     * @param password its password
     * @throws IllegalStateException when the server's own tool refuses
     */
    void addUser(String name, String password);

    /**
     * Adds an account that may administer the service (XEP-0133).
     *
     * @param name the local part of its address
     * @param password its password
     * @throws IllegalStateException when the server's own tool refuses
     */
    void addAdmin(String name, String password);

    /**
     * Returns the process that serves, to be stopped and continued.
     *
     * @return the process of this moment
     */
    ServerProcess process();

    /** Ends the server as an operator would, by SIGTERM, and waits for it. */
    @Override
    void close();

    /**
     * Starts the server that the system property {@code interop.server} names, Redoubt where it names none.
     *
     * @param directory an empty directory for all its files
     * @return the server, accepting connections
     * @throws IllegalStateException when it does not start; the message holds the end of its log
     */
    static RunningServer start(Path directory) {
        String name = System.getProperty("interop.server", "redoubt");
        return switch (name) {
            case "redoubt" -> RedoubtServer.start(directory);
            case "prosody" -> ProsodyServer.start(directory);
            default -> throw new IllegalStateException("interop.server is redoubt or prosody, not " + name);
        };
    }

    /**
     * Finds a port that nothing listens on now.
     *
     * @return a TCP port
     */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
