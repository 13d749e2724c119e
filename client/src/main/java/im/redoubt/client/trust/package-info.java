/**
 * Whom a client takes for its server: authorities and pins as values, the names of a certificate (RFC 9525, RFC 6120 section
 * 13.7), DANE (RFC 6698, 7671, 7673), and a verdict that explains itself. Nothing here blocks but the questions of DANE; values are
 * immutable, an {@link Examination} belongs to one handshake.
 *
 * <p>Guarantee: no value of {@link Trust} accepts every certificate, and applications cannot write one: the class is sealed. A
 * certificate is refused unless authorities, pins or TLSA records vouch for it, and, save where DANE-EE says otherwise, unless it
 * is for the XMPP domain, whatever host the connection leads to.
 */
@NullMarked
package im.redoubt.client.trust;

import org.jspecify.annotations.NullMarked;
