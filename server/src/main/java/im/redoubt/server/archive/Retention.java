package im.redoubt.server.archive;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.store.Account;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets messages leave the archives when they are old, or the archive is larger than it may be (XEP-0313 section 2.3: the oldest first,
 * and no holes). One look at a time; each waits for the disk slice by slice, between what others write.
 */
public final class Retention {
    private static final int ACCOUNTS = 100;

    private final Store store;
    private final Ages ages;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();

    /**
     * How old a message becomes.
     *
     * @param archived in an archive
     * @param quarantined that the operator's rules keep aside
     */
    public record Ages(Duration archived, Duration quarantined) {}

    /**
     * Keeps what is kept within an age, and archives within the quota of the store.
     *
     * @param store where it is
     * @param ages how old a message becomes
     * @param clock the wall clock
     */
    public Retention(Store store, Ages ages, InstantSource clock) {
        this.store = store;
        this.ages = ages;
        this.clock = clock;
    }

    /** Looks at all archives once, unless that is being done. Blocks. */
    public void run() {
        alone(this::all);
    }

    /** Looks at the archives that grew by much since the last time, unless archives are being looked at. Blocks. */
    public void runGrown() {
        alone(() -> store.archive().grown().forEach(account -> shorten(account, oldest())));
    }

    private void alone(Runnable look) {
        if (looking.tryLock()) {
            try {
                look.run();
            } finally {
                looking.unlock();
            }
        }
    }

    private void all() {
        Store.await(store.quarantine().purge(clock.instant().minus(ages.quarantined())));
        MessageId oldest = oldest();
        Optional<BareJid> last = Optional.empty();
        do {
            List<Account> accounts = Store.await(store.accounts().list(last, ACCOUNTS));
            accounts.forEach(account -> lookAfter(account.address(), oldest));
            last = accounts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(accounts.getLast().address());
        } while (last.isPresent());
    }

    private void lookAfter(BareJid account, MessageId oldest) {
        shorten(account, oldest);
        Store.await(store.messages().forgetSent(account));
    }

    private MessageId oldest() {
        return MessageId.at(clock.instant().minus(ages.archived()));
    }

    private void shorten(BareJid owner, MessageId oldest) {
        boolean more = true;
        while (more) {
            more = Store.await(store.archive().shorten(owner, oldest));
        }
    }
}
