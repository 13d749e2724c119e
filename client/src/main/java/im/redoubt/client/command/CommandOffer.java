package im.redoubt.client.command;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;

/**
 * A command that somebody offers.
 *
 * @param responder who
 * @param node what programs know it by
 * @param name what people are shown, empty if nothing
 */
public record CommandOffer(Jid responder, Unverified node, Unverified name) {}
