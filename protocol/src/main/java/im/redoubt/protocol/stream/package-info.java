/**
 * Streams (RFC 6120 sections 4 to 7): headers, errors, features, and the negotiation of both roles as pure values. A state
 * takes an input and returns the next state and the effects to carry out; it never writes, never waits and never asks the
 * time. Netty, a blocking socket and the transcripts of the tests drive the same values.
 */
@NullMarked
package im.redoubt.protocol.stream;

import org.jspecify.annotations.NullMarked;
