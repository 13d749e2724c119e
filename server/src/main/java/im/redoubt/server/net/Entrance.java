package im.redoubt.server.net;

/** The ways in which a client's connection begins. */
public enum Entrance {
    /** In clear, and nothing is served before TLS (RFC 6120 section 5). */
    STARTTLS,

    /** With TLS (XEP-0368). */
    TLS,

    /** With TLS and a request of HTTP, which may become a WebSocket (RFC 7395). */
    HTTPS
}
