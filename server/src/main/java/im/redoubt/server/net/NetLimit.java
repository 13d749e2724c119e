package im.redoubt.server.net;

/** Limits of connections that events name. */
enum NetLimit {
    /** A peer that reads too slowly for what is sent to it. */
    OUTBOUND_QUEUE,

    /** A peer that makes the server work on TLS without sending data: key updates, empty records. */
    TLS_OVERHEAD
}
