package im.redoubt.client.tls;

import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.util.Optional;

/** What is asked of a TLS handshake: whom the server must be, who may vouch for it, and how TLS begins. Immutable. */
public final class TlsRequest {
    /** How TLS begins. */
    public enum Start {
        /** With the first byte of the connection; {@code xmpp-client} is offered by ALPN (XEP-0368). */
        DIRECT,
        /** After the server's {@code <proceed/>} (RFC 6120 section 5). */
        STARTTLS
    }

    /** How long a handshake may take. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(20);

    private final BareJid domain;
    private final Trust trust;
    private final Start start;
    private final Optional<ClientKey> key;
    private final Duration deadline;

    private TlsRequest(BareJid domain, Trust trust, Start start, Optional<ClientKey> key, Duration deadline) {
        this.domain = domain;
        this.trust = trust;
        this.start = start;
        this.key = key;
        this.deadline = deadline;
    }

    /**
     * Asks for direct TLS.
     *
     * @param domain the XMPP domain, not the host that the connection leads to
     * @param trust who may vouch for the server
     * @return the request
     */
    public static TlsRequest direct(BareJid domain, Trust trust) {
        return new TlsRequest(domain, trust, Start.DIRECT, Optional.empty(), DEFAULT_DEADLINE);
    }

    /**
     * Asks for TLS after {@code <proceed/>}. Whatever was received with that and not taken is to be forgotten before.
     *
     * @param domain the XMPP domain, not the host that the connection leads to
     * @param trust who may vouch for the server
     * @return the request
     */
    public static TlsRequest startTls(BareJid domain, Trust trust) {
        return new TlsRequest(domain, trust, Start.STARTTLS, Optional.empty(), DEFAULT_DEADLINE);
    }

    /**
     * Returns the same request with a key for the server that asks who the client is; it then takes TLS 1.3.
     *
     * @param client the key
     * @return the request
     */
    public TlsRequest with(ClientKey client) {
        return new TlsRequest(domain, trust, start, Optional.of(client), deadline);
    }

    /**
     * Returns the same request with another deadline.
     *
     * @param longest how long the handshake may take, from 1 ms on
     * @return the request
     * @throws IllegalArgumentException if that is shorter
     */
    public TlsRequest within(Duration longest) {
        if (longest.toMillis() < 1) {
            throw new IllegalArgumentException("A handshake takes time: give it some.");
        }
        return new TlsRequest(domain, trust, start, key, longest);
    }

    BareJid domain() {
        return domain;
    }

    Trust trust() {
        return trust;
    }

    Start start() {
        return start;
    }

    Optional<ClientKey> key() {
        return key;
    }

    Duration deadline() {
        return deadline;
    }

    @Override
    public String toString() {
        return "TlsRequest[" + domain + ", " + trust + ", " + start + ']';
    }
}
