package im.redoubt.server.tls;

import java.util.Optional;
import javax.net.ssl.SSLEngine;

/** Makes the TLS engines of the server. Every method may be called on any thread and does not block. */
public interface TlsProvider {
    /** The application protocol of client streams over direct TLS (XEP-0368). */
    String ALPN_CLIENT = "xmpp-client";

    /** The application protocol of HTTPS, and so of WebSocket (RFC 7301 section 6). */
    String ALPN_HTTP = "http/1.1";

    /**
     * Makes the engine of one connection, with the identity of this moment.
     *
     * @param alpn the only application protocol to agree on; empty where there is none to be negotiated (STARTTLS). A
     *     client that offers none is served; one that offers others only is refused with {@code no_application_protocol}
     * @return an engine in server mode that has not begun its handshake
     */
    SSLEngine newEngine(Optional<String> alpn);

    /** The identity of this moment. */
    TlsIdentity identity();

    /**
     * Takes another identity for engines made from now on.
     *
     * @param identity a checked identity
     */
    void replace(TlsIdentity identity);

    /**
     * Takes other authorities of clients for engines made from now on.
     *
     * @param authorities who may vouch for clients
     */
    void replace(ClientAuthorities authorities);

    /**
     * The channel binding {@code tls-exporter} (RFC 9266) of a connection.
     *
     * @param engine an engine of this provider after its handshake
     * @return 32 bytes; empty where this connection does not really have one, as on TLS 1.2, whose exporter binds only
     *     together with an extended master secret that cannot be seen from here
     */
    Optional<byte[]> exporter(SSLEngine engine);
}
