package im.redoubt.client.locate;

import im.redoubt.client.dns.Validation;
import im.redoubt.protocol.stream.SeeOtherHost;
import java.util.Optional;

/**
 * Where an application wants its server to be looked for. Whatever it says, the certificate must be that of the XMPP domain.
 */
public final class Place {
    private static final Place DISCOVERED = new Place("", Optional.empty(), Encryption.STARTTLS, Validation.UNPROVED);

    private final String host;
    private final Optional<Integer> port;
    private final Encryption encryption;
    private final Validation validation;
    private final Optional<WebSocketAddress> webSocket;

    private Place(String host, Optional<Integer> port, Encryption encryption, Validation validation) {
        this(host, port, encryption, validation, Optional.empty());
    }

    private Place(
            String host,
            Optional<Integer> port,
            Encryption encryption,
            Validation validation,
            Optional<WebSocketAddress> webSocket) {
        this.host = host;
        this.port = port;
        this.encryption = encryption;
        this.validation = validation;
        this.webSocket = webSocket;
    }

    /** Where DNS says that the domain's server is. */
    public static Place discovered() {
        return DISCOVERED;
    }

    /**
     * This host and port, with TLS from the first byte.
     *
     * @param host a host name in ASCII, or an IP address without brackets
     * @param port 1 to 65535
     */
    public static Place directTls(String host, int port) {
        return fixed(host, port, Encryption.DIRECT_TLS);
    }

    /**
     * This host and port, with TLS before anything else is said on the stream.
     *
     * @param host a host name in ASCII, or an IP address without brackets
     * @param port 1 to 65535
     */
    public static Place startTls(String host, int port) {
        return fixed(host, port, Encryption.STARTTLS);
    }

    /** This WebSocket (RFC 7395), for networks that let nothing else through. */
    public static Place webSocket(WebSocketAddress address) {
        return new Place(
                address.request().host(),
                Optional.of(address.request().port()),
                Encryption.DIRECT_TLS,
                Validation.VALIDATED,
                Optional.of(address));
    }

    /**
     * Where a server sends its client (RFC 6120 section 4.9.3.19), or would have it come back to (XEP-0198 section 5). Whoever
     * follows it counts how often, and has verified who says so; that is not seen here.
     *
     * @param other what the server said
     * @param encryption how TLS began on the connection that said it: it begins so again if a port is named
     * @return the place; nothing if no host can be called so
     */
    public static Optional<Place> named(SeeOtherHost other, Encryption encryption) {
        return Target.isHost(other.host())
                ? Optional.of(new Place(other.host(), other.port(), encryption, Validation.UNPROVED))
                : Optional.empty();
    }

    private static Place fixed(String host, int port, Encryption encryption) {
        Target target = new Target(host, port, encryption, Validation.VALIDATED);
        return new Place(target.host(), Optional.of(port), encryption, Validation.VALIDATED);
    }

    /** Returns whether DNS is asked about the domain. */
    public boolean isDiscovered() {
        return host.isEmpty();
    }

    /** Returns the WebSocket that is there, if this says so. */
    public Optional<WebSocketAddress> webSocket() {
        return webSocket;
    }

    /** Returns the name to look up for a domain: the domain, unless this says another. */
    String host(String domain) {
        return host.isEmpty() ? domain : host;
    }

    /** Returns the one target that this says there is, if it says so. */
    Optional<Target> target() {
        return port.map(number -> new Target(host, number, encryption, validation));
    }
}
