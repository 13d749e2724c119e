/**
 * XMPP over WebSocket, the client's side (RFC 7395 over RFC 6455): an element for each message, over TLS and never without.
 *
 * <p>Guarantee: what is not a frame as RFC 6455 has it, or is compressed, masked, binary or longer than an element may be, ends the
 * WebSocket before any of its message takes effect. Every frame that is sent is masked with four random bytes of its own.
 *
 * <p>One thread reads and one writes; what the reader has to answer (pongs, the end) goes between the writer's frames.
 */
@NullMarked
package im.redoubt.client.websocket;

import org.jspecify.annotations.NullMarked;
