/**
 * The little of HTTP/1.1 (RFC 9112) that a client needs to find and to open a WebSocket: one request on a connection over TLS, and
 * one response to it.
 *
 * <p>Guarantee: heads and bodies are bounded, and a head is taken in one way only: lines end in CR LF, names are tokens, nothing is
 * folded. There is no HTTP without TLS.
 */
@NullMarked
package im.redoubt.client.http;

import org.jspecify.annotations.NullMarked;
