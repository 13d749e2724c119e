package im.redoubt.server.session;

import im.redoubt.protocol.stanza.Stanza;

/**
 * A stanza on its way to a session.
 *
 * @param stanza the stanza
 * @param claim who answers for it if it does not get there
 * @param sentAt when it was sent, in milliseconds since 1970
 */
public record Parcel(Stanza stanza, Claim claim, long sentAt) {}
