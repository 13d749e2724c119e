package im.redoubt.server.session;

import im.redoubt.protocol.stanza.Stanza;

/**
 * A stanza to send.
 *
 * @param stanza the stanza
 * @param claim who answers for it if it does not get there
 */
public record Outgoing(Stanza stanza, Claim claim) {
    /** Returns a stanza that is lost to nobody if it does not get there. */
    public static Outgoing spare(Stanza stanza) {
        return new Outgoing(stanza, Claim.SPARE);
    }
}
