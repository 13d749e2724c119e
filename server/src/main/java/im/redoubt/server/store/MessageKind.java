package im.redoubt.server.store;

/** The type of a message (RFC 6121 section 5.2.2). The order is the stored code: only append. */
public enum MessageKind {
    /** {@code normal}. */
    NORMAL,
    /** {@code chat}. */
    CHAT,
    /** {@code groupchat}. */
    GROUPCHAT,
    /** {@code headline}. */
    HEADLINE,
    /** {@code error}. */
    ERROR
}
