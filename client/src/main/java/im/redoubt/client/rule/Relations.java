package im.redoubt.client.rule;

import im.redoubt.protocol.address.BareJid;
import java.util.function.Predicate;

/** Whose guard it is, and whom he knows. */
record Relations(BareJid account, BareJid server, Predicate<BareJid> contacts) {
    static Relations of(BareJid account, Predicate<BareJid> contacts) {
        return new Relations(account, BareJid.of("", account.domain()), contacts);
    }
}
