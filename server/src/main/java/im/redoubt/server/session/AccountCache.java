package im.redoubt.server.session;

import im.redoubt.protocol.address.BareJid;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Something that the store has for every account. That of accounts that have sessions is at hand after the first question, and
 * their number bounds it; for anybody else the store is asked each time. Any thread may ask, and nothing here blocks.
 *
 * @param <V> what it is
 */
public final class AccountCache<V> {
    private final Sessions sessions;
    private final Function<BareJid, CompletableFuture<V>> load;
    private final ConcurrentHashMap<BareJid, CompletableFuture<V>> known = new ConcurrentHashMap<>();

    /**
     * Begins with nothing at hand.
     *
     * @param sessions who is on line
     * @param load asks the store; the account need not exist
     */
    public AccountCache(Sessions sessions, Function<BareJid, CompletableFuture<V>> load) {
        this.sessions = sessions;
        this.load = load;
    }

    /** Returns that of an account, complete already where it is at hand; fails if the store does. */
    public CompletableFuture<V> of(BareJid account) {
        return of(account, load);
    }

    /**
     * As {@link #of(BareJid)}, but for an account without sessions asks somebody else, who need know no more than whoever asks.
     *
     * @param account the account
     * @param once asks the store for what is not kept at hand
     */
    public CompletableFuture<V> of(BareJid account, Function<BareJid, CompletableFuture<V>> once) {
        CompletableFuture<V> now = known.get(account);
        if (now == null || now.isCompletedExceptionally()) {
            now = known.compute(account, (key, before) -> {
                if (before != null && !before.isCompletedExceptionally()) {
                    return before;
                }
                return sessions.of(key).isEmpty() ? null : load.apply(key);
            });
        }
        return now == null ? once.apply(account) : now;
    }

    /** It is another one from now on. What still waits for the store is older and does not count. */
    public void changed(BareJid account, V now) {
        known.computeIfPresent(account, (key, before) -> CompletableFuture.completedFuture(now));
    }

    /** It is not known what it is now: the store is asked again. */
    public void doubt(BareJid account) {
        known.remove(account);
    }

    /** Forgets that of an account if it has no session any more; asked for when one of them has gone. */
    public void forget(BareJid account) {
        known.computeIfPresent(account, (key, before) -> sessions.of(key).isEmpty() ? null : before);
    }

    /** Returns of how many accounts it is at hand. */
    public int size() {
        return known.size();
    }
}
