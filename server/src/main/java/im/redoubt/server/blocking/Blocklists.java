package im.redoubt.server.blocking;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.session.AccountCache;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.store.Admissions;
import im.redoubt.server.store.KeptAway;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who keeps whom away; any thread may ask, and nothing here blocks. */
public final class Blocklists {
    private static final Logger LOG = LoggerFactory.getLogger(Blocklists.class);

    /** The usual answer, which nobody completes again. */
    private static final CompletableFuture<Barrier> NOTHING = CompletableFuture.completedFuture(Barrier.NONE);

    private final BareJid domain;
    private final Admissions store;
    private final AccountCache<Blocklist> lists;

    /**
     * Says it of the accounts of a domain.
     *
     * @param domain the domain served
     * @param store what accounts say of whom they keep away
     * @param sessions who is on line
     */
    public Blocklists(BareJid domain, Admissions store, Sessions sessions) {
        this.domain = domain;
        this.store = store;
        this.lists =
                new AccountCache<>(sessions, account -> store.keptAway(account).thenApply(said -> list(account, said)));
    }

    /**
     * Returns the list of an account.
     *
     * @param account an account of this server, which need not exist
     * @return the list, complete already where it is at hand; fails if the store does
     */
    public CompletableFuture<Blocklist> of(BareJid account) {
        return lists.of(account);
    }

    /** Returns what stands between two addresses, by both their lists; never fails. */
    public CompletableFuture<Barrier> between(Jid from, Jid to) {
        CompletableFuture<Barrier> first = leaving(from, to);
        CompletableFuture<Barrier> second = reaching(from, to);
        if (first.isDone()) {
            return first.join() == Barrier.NONE ? second : first;
        }
        return first.thenCombine(second, (one, other) -> one == Barrier.NONE ? other : one);
    }

    /** Returns what stands between two addresses by the list of the sender alone; never fails. */
    public CompletableFuture<Barrier> leaving(Jid from, Jid to) {
        return barrier(from.bare(), to, Barrier.OF_SENDER);
    }

    /** Returns what stands between two addresses by the list of the recipient alone; never fails. */
    public CompletableFuture<Barrier> reaching(Jid from, Jid to) {
        return barrier(to.bare(), from, Barrier.OF_RECIPIENT);
    }

    private CompletableFuture<Barrier> barrier(BareJid owner, Jid other, Barrier barrier) {
        if (!owner.domain().equals(domain.domain()) || owner.isDomain() || Blocklist.isOwn(owner, other)) {
            return NOTHING;
        }
        CompletableFuture<Blocklist> list = about(owner, other);
        if (list.isDone() && !list.isCompletedExceptionally()) {
            return list.join().blocks(other) ? found(barrier, other) : NOTHING;
        }
        return list.handle((now, failure) -> {
            if (failure != null) {
                LOG.error("it is not known whom {} blocks", owner, failure);
                return Barrier.UNKNOWN;
            }
            return now.blocks(other) ? barrier : Barrier.NONE;
        });
    }

    /** Of an account that is not there only what is about {@code other} is asked for, so that no list is too long. */
    private CompletableFuture<Blocklist> about(BareJid owner, Jid other) {
        return lists.of(owner, account -> store.keptAway(account, other).thenApply(said -> list(account, said)));
    }

    private static Blocklist list(BareJid owner, KeptAway said) {
        return new Blocklist(owner, said.blocked(), said.admission());
    }

    /** Whoever is blocked is answered in the time that it takes where nobody is, whose list has to be read (SRV-12). */
    private CompletableFuture<Barrier> found(Barrier barrier, Jid other) {
        return barrier == Barrier.OF_RECIPIENT
                ? about(domain, other).handle((nobodys, failure) -> barrier)
                : CompletableFuture.completedFuture(barrier);
    }

    /** Goes on once a barrier is known: at once, on this thread, where it is at hand. */
    public static <T> CompletionStage<T> then(
            CompletableFuture<Barrier> asked, Function<Barrier, CompletionStage<T>> next) {
        return asked.isDone() ? next.apply(asked.join()) : asked.thenCompose(next);
    }

    /** An account's list is another one from now on. */
    public void changed(Blocklist now) {
        lists.changed(now.owner(), now);
    }

    /** It is not known what an account's list is now. */
    public void doubt(BareJid account) {
        lists.doubt(account);
    }

    /** Forgets the list of an account if it has no session any more; asked for when one of them has gone. */
    public void forget(BareJid account) {
        lists.forget(account);
    }

    /** Returns how many lists are at hand. */
    public int size() {
        return lists.size();
    }
}
