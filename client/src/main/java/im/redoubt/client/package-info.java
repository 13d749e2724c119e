/**
 * The client library: from an account and what it proves itself with to a session that lasts.
 *
 * <p>Guarantee: a session exists only over TLS with a verified certificate, after both sides proved who they are; there is no
 * way to write a program with this library that sends in clear, trusts every certificate, or chooses its resource.
 */
@NullMarked
package im.redoubt.client;

import org.jspecify.annotations.NullMarked;
