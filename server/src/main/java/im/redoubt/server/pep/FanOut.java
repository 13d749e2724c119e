package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.guard.AccountBucket;
import im.redoubt.server.guard.AccountBuckets;
import im.redoubt.server.guard.TokenRate;

/** How many events the publications of each account have sent, so that one who has many contacts cannot flood them. */
final class FanOut {
    private final AccountBuckets<BareJid> buckets;

    /** Lets through so many events. */
    FanOut(TokenRate rate) {
        this.buckets = new AccountBuckets<>(rate);
    }

    /** Returns whether an account has sent more than it may for now. */
    boolean isSpent(BareJid account) {
        return charge(account, 0) > 0;
    }

    /** Notes that so many events were sent. */
    void sent(BareJid account, int events) {
        charge(account, events);
    }

    private long charge(BareJid account, int events) {
        AccountBucket bucket = buckets.open(account);
        try {
            return bucket.charge(events);
        } finally {
            buckets.close(account);
        }
    }
}
