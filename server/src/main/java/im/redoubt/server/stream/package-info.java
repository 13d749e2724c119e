/** Drives the negotiation of im.redoubt.protocol.stream for one connection: looks up, waits, writes. */
@NullMarked
package im.redoubt.server.stream;

import org.jspecify.annotations.NullMarked;
