package im.redoubt.server.net;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.guard.AccountBuckets;
import im.redoubt.server.guard.TokenRate;
import im.redoubt.server.settings.ConnectionLimits;
import im.redoubt.server.settings.Limits;
import im.redoubt.server.settings.RateLimits;
import java.util.function.LongSupplier;

/** The quotas of all peers. */
final class Quotas {
    private final ConnectionLimits strangers;
    private final AccountBuckets<BareJid> bytes;
    private final AccountBuckets<BareJid> stanzas;

    Quotas(Limits limits, LongSupplier nanoTime) {
        RateLimits rates = limits.rates();
        this.strangers = limits.connections();
        this.bytes = new AccountBuckets<>(new TokenRate(rates.bytesPerSecond(), rates.burstBytes(), nanoTime));
        this.stanzas = new AccountBuckets<>(new TokenRate(rates.stanzasPerSecond(), rates.burstStanzas(), nanoTime));
    }

    Quota stranger() {
        return new Quota.Strangers(strangers.unauthenticatedBytes(), strangers.unauthenticatedElements());
    }

    Quota open(BareJid account) {
        return new Quota.Account(bytes.open(account), stanzas.open(account));
    }

    void close(BareJid account) {
        bytes.close(account);
        stanzas.close(account);
    }
}
