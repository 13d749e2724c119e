/**
 * A connection to the server and its negotiation: from an address to a stream that carries stanzas. One thread reads; what is
 * written is written by one thread at a time.
 */
@NullMarked
package im.redoubt.client.line;

import org.jspecify.annotations.NullMarked;
