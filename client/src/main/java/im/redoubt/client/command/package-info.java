/**
 * Commands that others offer (XEP-0050): lists them, and goes through their stages.
 *
 * <p>Guarantee: what is taken for an answer comes from the responder that was asked, is about the command that was asked for, and of
 * the session that this one began; no responder can lead a requester into somebody else's (ATTACKS 87).
 */
@NullMarked
package im.redoubt.client.command;

import org.jspecify.annotations.NullMarked;
