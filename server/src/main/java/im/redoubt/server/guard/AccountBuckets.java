package im.redoubt.server.guard;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * The buckets of the accounts that are signed in, one per account.
 *
 * <p>Guarantee: signing out and in again does not fill a bucket. A bucket without sessions is kept until it is full by
 * itself, which takes at most the burst and one charge; then it is as good as new and is forgotten. So the table holds
 * the accounts that have sessions and those that were over their rate a moment ago.
 *
 * @param <A> what names an account, with equality; usually a bare address
 */
public final class AccountBuckets<A> {

    /** How many idle buckets one opening looks at: more than it can add, so that the queue shrinks. */
    private static final int SWEEP = 4;

    private static final class Entry {
        final AccountBucket bucket;
        int sessions;
        boolean queued;

        Entry(AccountBucket bucket) {
            this.bucket = bucket;
        }
    }

    private final TokenRate rate;
    private final Map<A, Entry> entries = new HashMap<>();
    private final Queue<A> idle = new ArrayDeque<>();

    /**
     * Makes the table, with nobody signed in.
     *
     * @param rate what one account may take
     */
    public AccountBuckets(TokenRate rate) {
        this.rate = rate;
    }

    /**
     * A session of the account begins.
     *
     * @param account whose session it is
     * @return the account's bucket, to be charged until {@link #close}
     */
    public AccountBucket open(A account) {
        synchronized (entries) {
            sweep();
            Entry entry = entries.computeIfAbsent(account, key -> new Entry(new AccountBucket(rate)));
            entry.sessions++;
            return entry.bucket;
        }
    }

    /**
     * A session of the account ends. To be called once for each {@link #open}.
     *
     * @param account whose session it was
     * @throws IllegalStateException if the account has no session
     */
    public void close(A account) {
        synchronized (entries) {
            Entry entry = entries.get(account);
            if (entry == null || entry.sessions == 0) {
                throw new IllegalStateException("an account without a session");
            }
            entry.sessions--;
            if (entry.sessions == 0 && !entry.queued) {
                entry.queued = true;
                idle.add(account);
            }
            sweep();
        }
    }

    private void sweep() {
        for (int i = 0; i < SWEEP; i++) {
            A account = idle.poll();
            Entry entry = account == null ? null : entries.get(account);
            if (account == null || entry == null) {
                return;
            }
            if (entry.sessions > 0) {
                entry.queued = false;
            } else if (entry.bucket.full()) {
                entries.remove(account);
            } else {
                idle.add(account);
            }
        }
    }

    /** How many buckets there are, for tests of the bound. */
    int size() {
        synchronized (entries) {
            return entries.size();
        }
    }
}
