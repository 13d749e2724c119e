package im.redoubt.server.clientstate;

import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/** Whether somebody looks at a client (XEP-0352 section 4.2). Every stream begins with {@link #ACTIVE}, a resumed one too. */
public enum Attention {
    /** Somebody does, or nothing else was said: nothing waits. */
    ACTIVE("active"),
    /** Nobody does: what is of no importance then may wait. */
    INACTIVE("inactive");

    /** The namespace of the protocol, and the name under which it is asked for together with a resource (section 5.1). */
    public static final String NAMESPACE = "urn:xmpp:csi:0";

    private final String element;

    Attention(String element) {
        this.element = element;
    }

    /** Returns what an element says, if it is one of this protocol. */
    public static Optional<Attention> in(ParsedElement element) {
        for (Attention attention : values()) {
            if (element.name().is(NAMESPACE, attention.element)) {
                return Optional.of(attention);
            }
        }
        return Optional.empty();
    }

    /** Returns the stream feature that says that clients may tell (section 4.1). */
    public static Element feature() {
        return Element.named(NAMESPACE, "csi").build();
    }
}
