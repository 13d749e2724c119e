package im.redoubt.protocol.stream;

/** Namespaces of stream negotiation. */
public final class StreamNames {
    /** Of the root element, of features and of errors (RFC 6120 section 4.8.1). */
    public static final String STREAMS = "http://etherx.jabber.org/streams";

    /** STARTTLS (section 5). */
    public static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

    /** SASL (section 6). */
    public static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";

    /** The extensible profile of SASL (XEP-0388). */
    public static final String SASL2 = "urn:xmpp:sasl:2";

    /** Resource binding (section 7). */
    public static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";

    /** Session establishment, which RFC 6121 made a no-op that old clients still ask for. */
    public static final String SESSION = "urn:ietf:params:xml:ns:xmpp-session";

    /** Channel binding types (XEP-0440). */
    public static final String CHANNEL_BINDING = "urn:xmpp:sasl-cb:0";

    /** Stream limits (XEP-0478). */
    public static final String LIMITS = "urn:xmpp:stream-limits:0";

    private StreamNames() {}
}
