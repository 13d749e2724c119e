package im.redoubt.server.roster;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.store.RosterUpdate;

/** Is told what changes in rosters. */
@FunctionalInterface
public interface RosterWatcher {
    /**
     * An item of a roster is another one, or gone. Runs on the account's queue, where it may block.
     *
     * @param account whose roster it is
     * @param update what changed; it is on disk
     */
    void changed(BareJid account, RosterUpdate update);
}
