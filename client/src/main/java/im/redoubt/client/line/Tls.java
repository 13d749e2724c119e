package im.redoubt.client.line;

import im.redoubt.protocol.sasl.ChannelBindings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Lays TLS over a connected socket and verifies who is at the other end. */
public interface Tls {
    /**
     * What came of it.
     *
     * @param in what is received
     * @param out where to write
     * @param bindings what the connection can be bound by
     */
    record Secured(InputStream in, OutputStream out, ChannelBindings bindings) {}

    /**
     * Begins and completes the handshake.
     *
     * @param connected a socket on which nothing of ours was written but what STARTTLS needs
     * @return the streams to go on with; closing the socket closes them
     * @throws IOException if the connection ended
     * @throws im.redoubt.client.ClientException if there is no TLS as it must be, or the server is not who it must be
     */
    Secured over(Socket connected) throws IOException;
}
