package im.redoubt.client.locate;

/** How TLS begins on a connection. There is no third way. */
public enum Encryption {
    /** With the first byte (XEP-0368). */
    DIRECT_TLS,

    /** Within the stream, which carries nothing else before (RFC 6120 section 5). */
    STARTTLS
}
