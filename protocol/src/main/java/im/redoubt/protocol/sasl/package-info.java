/**
 * SASL for XMPP: SCRAM (RFC 5802, RFC 7677, SHA-512 likewise) with channel binding (RFC 5056, 5929, 9266) for both
 * roles, with the comparison of offers (XEP-0474, XEP-0515), the choice of a binding by XEP-0440, tokens (HT-SHA-256, both
 * roles), and the parser of PLAIN (RFC 4616).
 *
 * <p>Pure: a state takes a message and returns what comes next. No input, output, thread or clock; randomness is an
 * argument. States are values and may be handed from thread to thread; each is used once and then dropped.
 *
 * <p>Invariant: nothing here says whether an account exists. A refusal for an unknown account is the refusal for a
 * wrong password.
 */
@NullMarked
package im.redoubt.protocol.sasl;

import org.jspecify.annotations.NullMarked;
