package im.redoubt.xml;

/**
 * An expanded name: namespace and local part, never a prefix.
 *
 * @param namespace the namespace name, empty for none
 * @param local the local part, an NCName
 */
public record XmlName(String namespace, String local) {
    /** The namespace that the prefix {@code xml} always stands for. */
    public static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

    /** The namespace that the prefix {@code xmlns} always stands for. */
    static final String XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

    /** The namespace of the stream root and of what the stream itself says (RFC 6120 section 4.8.1). */
    static final String STREAMS_NAMESPACE = "http://etherx.jabber.org/streams";

    /** {@code xml:lang}. */
    public static final XmlName LANG = new XmlName(XML_NAMESPACE, "lang");

    /** Returns whether this name is {@code local} in {@code namespace}. */
    public boolean is(String namespace, String local) {
        return this.local.equals(local) && this.namespace.equals(namespace);
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? local : "{" + namespace + "}" + local;
    }
}
