package im.redoubt.server.stream;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Makes connections whose peers are gone, for sessions of an earlier run of the server. */
@FunctionalInterface
public interface Berths {
    /**
     * Makes a connection.
     *
     * @param source where its peer was
     * @return the connection, on whose event loop {@link Handover#await} is the first thing to be called
     */
    CompletableFuture<Wire> gone(InetSocketAddress source);
}
