package im.redoubt.server.roster;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.store.Roster;
import im.redoubt.server.store.Rosters;
import im.redoubt.server.store.Store;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rosters of accounts that have sessions, so that presence need not ask the store. Filled and emptied on the account's
 * queue; bounded by the number of sessions, since the last one to end takes its account's roster out.
 */
public final class RosterCache {
    private final ConcurrentHashMap<BareJid, Roster> rosters = new ConcurrentHashMap<>();
    private final Rosters store;

    /** Caches rosters of {@code store}. */
    public RosterCache(Rosters store) {
        this.store = store;
    }

    /** Returns the roster of an account. Blocks where it is not cached; only for accounts that have a session. */
    public Roster of(BareJid account) {
        Roster known = rosters.get(account);
        if (known != null) {
            return known;
        }
        Roster loaded = Store.await(store.load(account));
        rosters.put(account, loaded);
        return loaded;
    }

    /** Returns the roster of somebody else, who may have no session any more. Blocks where it is not cached. */
    public Roster peek(BareJid account) {
        Roster known = rosters.get(account);
        return known != null ? known : Store.await(store.load(account));
    }

    /** Forgets the roster of an account, since it changed or nobody is there to ask for it. */
    public void forget(BareJid account) {
        rosters.remove(account);
    }

    /** Returns how many are cached. */
    public int size() {
        return rosters.size();
    }
}
