package im.redoubt.client.tls;

import im.redoubt.client.trust.Destination;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.util.Optional;

/**
 * What is asked of a TLS handshake: {@code TlsRequest.direct(domain, trust).at(host)}.
 *
 * @param domain the XMPP domain, for which the certificate must be
 * @param trust who may vouch for the server
 * @param start how TLS begins
 * @param options what has a default
 */
public record TlsRequest(BareJid domain, Trust trust, Start start, Options options) {
    /** How TLS begins. */
    public enum Start {
        /** With the first byte of the connection; {@code xmpp-client} is offered by ALPN (XEP-0368). */
        DIRECT,
        /** With the first byte of the connection; {@code http/1.1} is offered by ALPN, for what comes first (RFC 7395). */
        WEB_SOCKET,
        /** After the server's {@code <proceed/>} (RFC 6120 section 5). */
        STARTTLS
    }

    /** How long a handshake may take. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(20);

    /**
     * What has a default.
     *
     * @param host the host that was connected to; empty where it is the domain
     * @param key who the client is, for the server that asks
     * @param deadline how long the handshake may take, from 1 ms on
     */
    public record Options(Optional<String> host, Optional<ClientKey> key, Duration deadline) {
        /** Checks the deadline. */
        public Options {
            if (deadline.toMillis() < 1) {
                throw new IllegalArgumentException("A handshake takes time: give it some.");
            }
        }
    }

    private static final Options DEFAULTS = new Options(Optional.empty(), Optional.empty(), DEFAULT_DEADLINE);

    /**
     * Asks for direct TLS.
     *
     * @param domain the XMPP domain, not the host that the connection leads to
     * @param trust who may vouch for the server
     * @return the request
     */
    public static TlsRequest direct(BareJid domain, Trust trust) {
        return new TlsRequest(domain, trust, Start.DIRECT, DEFAULTS);
    }

    /**
     * Asks for TLS below a WebSocket.
     *
     * @param domain the XMPP domain, not the host that the connection leads to
     * @param trust who may vouch for the server
     * @return the request
     */
    public static TlsRequest webSocket(BareJid domain, Trust trust) {
        return new TlsRequest(domain, trust, Start.WEB_SOCKET, DEFAULTS);
    }

    /**
     * Asks for TLS after {@code <proceed/>}. Whatever was received with that and not taken is to be forgotten before.
     *
     * @param domain the XMPP domain, not the host that the connection leads to
     * @param trust who may vouch for the server
     * @return the request
     */
    public static TlsRequest startTls(BareJid domain, Trust trust) {
        return new TlsRequest(domain, trust, Start.STARTTLS, DEFAULTS);
    }

    /**
     * Returns the same request for a connection that leads to another host than the domain. Only DANE is interested in it: the
     * certificate must be for the domain all the same.
     *
     * @param host the target of the SRV record
     * @return the request
     */
    public TlsRequest at(String host) {
        return new TlsRequest(domain, trust, start, new Options(Optional.of(host), options.key, options.deadline));
    }

    /**
     * Returns the same request with a key for the server that asks who the client is; it then takes TLS 1.3.
     *
     * @param client the key
     * @return the request
     */
    public TlsRequest with(ClientKey client) {
        return new TlsRequest(domain, trust, start, new Options(options.host, Optional.of(client), options.deadline));
    }

    /**
     * Returns the same request with another deadline.
     *
     * @param longest how long the handshake may take, from 1 ms on
     * @return the request
     * @throws IllegalArgumentException if that is shorter
     */
    public TlsRequest within(Duration longest) {
        return new TlsRequest(domain, trust, start, new Options(options.host, options.key, longest));
    }

    /** Returns whom the server must be, and where the connection leads. */
    Destination destination(int port) {
        return new Destination(domain, options.host.orElseGet(domain::asciiDomain), port);
    }
}
