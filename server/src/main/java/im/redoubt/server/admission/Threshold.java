package im.redoubt.server.admission;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.server.session.Session;

/** Where somebody stands who asks to see an account's presence, before it is known whether he is heard. */
@FunctionalInterface
public interface Threshold {
    /**
     * Lets him in if he shows a token that the account gave away. On the account's queue, where it may block.
     *
     * @param guest who asks
     * @param request what he asks
     * @param account whom he asks, which need not exist
     */
    void knocks(Session guest, Presence request, BareJid account);
}
