package im.redoubt.server.archive;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.store.Account;
import im.redoubt.server.store.ArchiveQuery;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoredMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Lets messages leave the archives when they are old (XEP-0313 section 2.3: the oldest first, and no holes). */
public final class Retention {
    private static final int ACCOUNTS = 100;

    /** So many messages leave in one transaction: whoever writes meanwhile is not kept waiting for long. */
    private static final int MESSAGES = 200;

    private final Store store;
    private final Duration age;
    private final InstantSource clock;

    /**
     * Keeps archives within an age.
     *
     * @param store where they are
     * @param age how old a message becomes
     * @param clock the wall clock
     */
    public Retention(Store store, Duration age, InstantSource clock) {
        this.store = store;
        this.age = age;
        this.clock = clock;
    }

    /** Looks at all archives once. Blocks. */
    public void run() {
        MessageId first = MessageId.at(clock.instant().minus(age));
        Optional<BareJid> last = Optional.empty();
        do {
            List<Account> accounts = Store.await(store.accounts().list(last, ACCOUNTS));
            accounts.forEach(account -> shorten(account.address(), first));
            last = accounts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(accounts.getLast().address());
        } while (last.isPresent());
    }

    private void shorten(BareJid owner, MessageId first) {
        ArchiveQuery old = new ArchiveQuery(owner, Optional.empty(), MessageId.START, first, false, MESSAGES);
        boolean more = true;
        while (more) {
            List<StoredMessage> page = Store.await(store.archive().page(old)).messages();
            more = page.size() == MESSAGES;
            if (!page.isEmpty()) {
                Store.await(store.archive().forget(owner, more ? page.getLast().id() : first));
            }
        }
    }
}
