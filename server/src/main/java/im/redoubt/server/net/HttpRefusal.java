package im.redoubt.server.net;

/** Requests of HTTP that events name. */
enum HttpRefusal {
    /** A web page from elsewhere tried to open a WebSocket. */
    FOREIGN_ORIGIN
}
