package im.redoubt.testkit.hostile;

/** Namespaces, written down again so that a wrong one in what is tested is seen. */
final class Names {
    static final String CLIENT = "jabber:client";
    static final String STREAMS = "http://etherx.jabber.org/streams";
    static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
    static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    static final String SASL2 = "urn:xmpp:sasl:2";
    static final String BINDING = "urn:xmpp:sasl-cb:0";
    static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
    static final String BIND2 = "urn:xmpp:bind:0";
    static final String MANAGEMENT = "urn:xmpp:sm:3";
    static final String STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";
    static final String ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";

    private Names() {}
}
