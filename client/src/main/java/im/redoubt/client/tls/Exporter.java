package im.redoubt.client.tls;

import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** Exports keying material from a connection (RFC 8446 section 7.5). */
interface Exporter {
    /**
     * Exports, with an empty context.
     *
     * @param socket a connection over TLS 1.3 after its handshake
     * @param label what for
     * @param bytes how much
     * @return the material, or empty if this connection has none
     */
    Optional<byte[]> export(SSLSocket socket, String label, int bytes);
}
