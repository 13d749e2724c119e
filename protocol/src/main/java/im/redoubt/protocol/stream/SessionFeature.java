package im.redoubt.protocol.stream;

import im.redoubt.xml.Element;

/** What a session can begin with if it is asked for with its binding (XEP-0386 section 3.2). */
public enum SessionFeature {
    /** Copies of what other sessions of the account send and receive (XEP-0280). */
    CARBONS("urn:xmpp:carbons:2", "enable"),
    /** The session begins as one that nobody looks at (XEP-0352). */
    INACTIVE("urn:xmpp:csi:0", "inactive");

    private final String namespace;
    private final String local;

    SessionFeature(String namespace, String local) {
        this.namespace = namespace;
        this.local = local;
    }

    /** Returns the name by which a server announces that it can be asked for. */
    String namespace() {
        return namespace;
    }

    /** Returns what asks for it. */
    Element element() {
        return Element.named(namespace, local).build();
    }
}
