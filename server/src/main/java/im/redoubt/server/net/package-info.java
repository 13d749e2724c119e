/** Sockets: listeners, TLS, connections and what waits to be written. Everything here runs on Netty's event loops and never blocks. */
@NullMarked
package im.redoubt.server.net;

import org.jspecify.annotations.NullMarked;
