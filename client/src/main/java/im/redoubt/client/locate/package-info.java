/**
 * Finds the server of a domain and connects to it: SRV records for direct TLS and for STARTTLS (RFC 6120 section 3.2,
 * XEP-0368), and all of their addresses in a race (RFC 8305).
 *
 * <p>Guarantee: what DNS says is where to connect and never who must be there. Whose certificate is expected is said by the XMPP
 * domain alone, so that whoever controls DNS can send a client astray but not make it talk. Only a host that the domain itself names, over
 * HTTPS and with its own certificate (XEP-0156), may have one of its own, and only for a WebSocket.
 *
 * <p>{@link im.redoubt.client.locate.Candidates} waits in the thread that calls it. Lookups and attempts run in the executor
 * that the application gives, at most two attempts and two lookups at once, and none of them when it is closed.
 */
@NullMarked
package im.redoubt.client.locate;

import org.jspecify.annotations.NullMarked;
