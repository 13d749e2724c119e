/** Attacks on the client library by servers, and by whoever is between: real sockets, real TLS, and the bytes that came of it. */
@NullMarked
package im.redoubt.client.attack;

import org.jspecify.annotations.NullMarked;
