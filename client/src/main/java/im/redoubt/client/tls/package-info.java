/**
 * TLS on a connected socket (RFC 8446, RFC 5246 with RFC 9325; XEP-0368 for direct TLS): from a socket, an XMPP domain and a trust
 * to a channel, its channel bindings (RFC 9266, RFC 5929), and the verdict on the server. Works and blocks on the thread of its
 * caller.
 *
 * <p>Guarantee: a {@link SecureChannel} exists only after the server proved who it is, over TLS 1.3 or 1.2 with forward secrecy and
 * authenticated encryption. Nothing of the application can be written before, nothing of a session outlives its connection, and
 * there is no way to bring a trust manager, a context or a verifier of one's own.
 */
@NullMarked
package im.redoubt.client.tls;

import org.jspecify.annotations.NullMarked;
