package im.redoubt.protocol.payload;

import im.redoubt.protocol.stanza.Message;

/** What a sender asks of those who process a message (XEP-0334). */
public enum Hint {
    /** Nobody keeps it, not even for a recipient who is off line (section 4.2). */
    NO_STORE("no-store"),
    /** It may wait for a recipient who is off line, and is in no archive (section 4.1). */
    NO_PERMANENT_STORE("no-permanent-store"),
    /** No other device gets a copy (section 4.3). */
    NO_COPY("no-copy"),
    /** It is to be kept where it would not be (section 4.4). */
    STORE("store");

    /** The namespace of all hints. */
    public static final String NAMESPACE = "urn:xmpp:hints";

    private final String element;

    Hint(String element) {
        this.element = element;
    }

    /** Returns whether {@code message} carries this hint. */
    public boolean isIn(Message message) {
        return message.content().has(NAMESPACE, element);
    }
}
