package im.redoubt.server.admin;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The administration socket of the running service. Each client has a virtual thread of its own, so none of them ever
 * holds up a network thread or another client.
 *
 * <p>Guarantee: the socket is of mode 0600 in a directory of mode 0700, so nobody but the owner reaches it, not even
 * between its making and the setting of its mode. A request that is oversized or not understood ends its connection.
 */
public final class AdminSocket implements AutoCloseable {
    /** More than an operator opens, fewer than would be felt. */
    static final int MOST_CLIENTS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);

    private final Path data;
    private final Path path;
    private final ServerSocketChannel server;
    private final Administration administration;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();

    private AdminSocket(Path data, Path path, ServerSocketChannel server, Administration administration) {
        this.data = data;
        this.path = path;
        this.server = server;
        this.administration = administration;
    }

    /**
     * Begins to listen.
     *
     * @param data the data directory, of mode 0700, whose lock the caller holds
     * @param administration does what is asked for; called from virtual threads
     * @return the socket, to be closed by the caller
     * @throws AdministrationException {@code UNAVAILABLE} when it cannot be made, with the mend
     */
    public static AdminSocket open(Path data, Administration administration) {
        try {
            Path path = AdminSocketPath.prepare(data);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            AdminSocket socket = new AdminSocket(data, path, server, administration);
            Thread.ofVirtual().name("admin-accept").start(socket::accept);
            return socket;
        } catch (IOException e) {
            throw new AdministrationException(
                    AdministrationProblem.UNAVAILABLE,
                    "The administration socket in " + data + " cannot be made: " + e.getMessage() + ".",
                    e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                if (clients.size() >= MOST_CLIENTS) {
                    client.close();
                } else {
                    clients.add(client);
                    Thread.ofVirtual().name("admin").start(() -> serve(client));
                }
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("The administration socket failed ({}); restart the service to use it.", e.getMessage());
                    return;
                }
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(client)));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(client)));
            Optional<byte[]> body = AdminWire.receive(in);
            while (body.isPresent()) {
                AdminWire.send(out, answer(body.get()));
                body = AdminWire.receive(in);
            }
        } catch (IOException e) {
            LOG.debug("An administration client went away: {}", e.getMessage());
        } finally {
            clients.remove(client);
        }
    }

    private AdminWire.Writer answer(byte[] body) throws IOException {
        try {
            return new AdminRequest(administration).answer(AdminWire.body(body));
        } finally {
            // It may hold passwords, also when it was not understood.
            Arrays.fill(body, (byte) 0);
        }
    }

    /** Stops listening, ends all clients, and takes the socket away. */
    @Override
    public void close() {
        try {
            server.close();
            for (SocketChannel client : clients) {
                client.close();
            }
            AdminSocketPath.remove(data, path);
        } catch (IOException e) {
            LOG.warn("The administration socket could not be taken away: {}", e.getMessage());
        }
    }
}
