/**
 * Asks DNS what a client must know to find its server: services (RFC 2782), addresses, and the keys that a zone says its
 * servers have (RFC 6698).
 *
 * <p>Guarantee: what comes back is bounded in bytes, records, aliases and time, whatever the other side sends; a name from it
 * consists of letters, digits, hyphens and underscores. Nothing is looked up twice because of an answer but the addresses of
 * what it names. Nobody is asked but the servers of the system or those that the application gives.
 *
 * <p>Everything here waits in the thread that calls it.
 */
@NullMarked
package im.redoubt.client.dns;

import org.jspecify.annotations.NullMarked;
