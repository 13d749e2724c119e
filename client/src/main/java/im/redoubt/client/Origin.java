package im.redoubt.client;

/** By which way a message came, and so who vouches for its sender. */
public enum Origin {
    /** As a stanza of its own: the server vouches for the sender. */
    DIRECT,
    /** As a copy, vouched for by the own account, of what another of its devices received (XEP-0280). */
    COPY_RECEIVED,
    /** As a copy, vouched for by the own account, of what another of its devices sent (XEP-0280). */
    COPY_SENT,
    /** Out of an archive, vouched for by who keeps it, of what may have been said long ago (XEP-0313). */
    ARCHIVE
}
