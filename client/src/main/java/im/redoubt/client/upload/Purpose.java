package im.redoubt.client.upload;

import im.redoubt.xml.Element;
import java.util.Locale;

/** What a file is uploaded for, so how long it should stay (XEP-0363 section 6). */
public enum Purpose {
    /** To be sent in a message. */
    MESSAGE,
    /** For the own profile, such as an avatar. */
    PROFILE,
    /** To stay. */
    PERMANENT;

    private static final String NAMESPACE = "urn:xmpp:http:upload:purpose:0";

    /** Returns what a service says that knows this purpose. */
    String feature() {
        return NAMESPACE + '#' + wire();
    }

    Element element() {
        return Element.named(NAMESPACE, wire()).build();
    }

    private String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
